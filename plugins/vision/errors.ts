/** What can come of every question to a model. */
export const ANSWER_ERRORS = {
  CONTENT_REFUSED: 'The model, or OpenAI, refused to answer.',
  OUTPUT_INCOMPLETE: 'The token limit was reached before there was an answer.',
};

/** What can come of a question for JSON. */
export const JSON_ERRORS = {
  OUTPUT_NOT_JSON: 'JSON was asked for, and the answer is none.',
  OUTPUT_NOT_VALID: 'The JSON of the answer does not fit the schema.',
};

/** The same, where the call says what the JSON is to be. */
export const SCHEMA_ERRORS = {
  JSON_SCHEMA_INVALID: 'json_schema is not a JSON Schema.',
  ...JSON_ERRORS,
};

export const PICTURE_ERRORS = {
  NOT_AN_IMAGE: 'What the call names is no picture that OpenAI takes.',
  IMAGE_TOO_LARGE: 'The pictures have more than 50 MB.',
};

export const DOCUMENT_ERRORS = {
  NOT_A_DOCUMENT: 'What the call names is no document that OpenAI reads.',
  DOCUMENT_ENCRYPTED: 'The PDF can not be read without its password.',
  DOCUMENT_DAMAGED: 'The PDF is damaged or cut off.',
  PAGES_INVALID: 'pages names no pages, or the document has none.',
  PAGES_OUT_OF_RANGE: 'The document does not have one of the pages.',
  RESPONSES_API_MISSING: 'The provider reads only PDFs and texts.',
};
