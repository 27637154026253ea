/** The error codes that both text tools share, each with when it happens. */
export const TEXT_ERRORS = {
  CONTENT_REFUSED: 'The model, or OpenAI, refused to answer.',
  OUTPUT_INCOMPLETE: 'The token limit was reached before there was an answer.',
};
