/** The error codes that all text tools share, each with when it happens. */
export const TEXT_ERRORS = {
  CONTENT_REFUSED: 'The model, or OpenAI, refused to answer.',
  OUTPUT_INCOMPLETE: 'The token limit was reached before there was an answer.',
  FUNCTION_SCHEMA_INVALID: 'The parameters of a function are not a JSON Schema.',
  PARAMETERS_CONFLICT: 'Two things that the call asks for contradict each other.',
  NOT_AN_IMAGE: 'What a message names as its picture is none that OpenAI takes.',
};
