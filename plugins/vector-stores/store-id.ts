/** The ids of OpenAI: nothing in them leads elsewhere in a URL. */
export const ID = /^\w[\w.-]{0,199}$/;
