/** Messages as the listing has them, with all the rest left open; `Message` is their exact form. */
export const LISTED_MESSAGES = {
  type: 'array',
  items: { type: 'object' },
  description: 'Parts: text, image_url, file, input_audio; urls or paths',
};
