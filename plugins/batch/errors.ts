const UNSUPPORTED = 'The provider has no batches, or none that these requests fit.';

/** What a batch is refused for. */
export const CREATE_ERRORS = {
  BATCH_LINES_INVALID: 'Requests that can not be a batch, each with its line and its fault.',
  BATCHES_UNSUPPORTED: UNSUPPORTED,
  PARAMETERS_CONFLICT: 'Requests come from requests or from file: one of them.',
};

export const KNOWN_ERRORS = {
  BATCH_NOT_FOUND: 'No batch of this id was created here by whoever asks.',
};
