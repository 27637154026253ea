/** The ids of OpenAI: nothing in them leads elsewhere in a URL. */
export const ID = /^[\w.-]{1,200}$/;
