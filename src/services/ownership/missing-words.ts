/** How OpenAI says that something is not there. */
export interface Missing {
  status: 400 | 404;
  error: { message: string; type: 'invalid_request_error'; param: string | null; code: string | null };
}

type Words = (id: string) => [message: string, param?: string, code?: string];

const file: Words = (id) => [`No such File object: ${id}`, 'id'];
const store: Words = (id) => [`Vector store with id '${id}' not found.`];
const response: Words = (id) => [`Response with id '${id}' not found.`];
const conversation: Words = (id) => [`Conversation with id '${id}' not found.`];
const container: Words = (id) => [`Container with id '${id}' not found.`];
const model: Words = (id) => [
  `The model \`${id}\` does not exist or you do not have access to it.`,
  'model',
  'model_not_found',
];

/** By the kind in a path, or the field of a body. */
const WORDS: Readonly<Record<string, Words>> = {
  files: file,
  file_id: file,
  file_ids: file,
  training_file: (id) => [`Invalid training_file: ${id}`, 'training_file', 'invalid_value'],
  validation_file: (id) => [`Invalid validation_file: ${id}`, 'validation_file', 'invalid_value'],
  input_file_id: file,
  uploads: (id) => [`No such Upload object: ${id}`, 'upload_id'],
  vector_stores: store,
  vector_store_id: store,
  vector_store_ids: store,
  batches: (id) => [`No batch found with id '${id}'.`],
  'fine_tuning/jobs': (id) => [`Could not find fine tune: ${id}`, 'fine_tune_id', 'fine_tune_not_found'],
  responses: response,
  previous_response_id: (id) => [
    `Previous response with id '${id}' not found.`,
    'previous_response_id',
    'previous_response_not_found',
  ],
  conversations: conversation,
  conversation,
  containers: container,
  container,
  models: model,
  model,
};

const REFUSED_AS_INPUT = new Set(['training_file', 'validation_file', 'previous_response_id']);

/** What OpenAI says where there is no such thing: nobody learns that it is another's. */
export function missing(of: string, id: string): Missing {
  const words = Object.hasOwn(WORDS, of) ? WORDS[of] : undefined;
  const [message, param = null, code = null] = words?.(id) ?? [`No object found with id '${id}'.`];
  return {
    status: REFUSED_AS_INPUT.has(of) ? 400 : 404,
    error: { message, type: 'invalid_request_error', param, code },
  };
}
