import nock from 'nock';

export const API = 'https://api.openai.com';

/** A fine-tuning job as OpenAI tells it. */
export const tuningJob = (more: object = {}) => ({
  object: 'fine_tuning.job',
  id: 'ftjob-1',
  model: 'gpt-4.1-mini-2025-04-14',
  created_at: 1_790_000_000,
  finished_at: null,
  fine_tuned_model: null,
  organization_id: 'org-1',
  result_files: [],
  status: 'validating_files',
  validation_file: null,
  training_file: 'file-1',
  hyperparameters: { n_epochs: 3, batch_size: 1, learning_rate_multiplier: 1.8 },
  trained_tokens: null,
  error: null,
  seed: 7,
  estimated_finish: null,
  method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 3 } } },
  ...more,
});

export const onGet = (path: string, body: nock.Body, status = 200) =>
  nock(API).get(`/v1${path}`).reply(status, body);

export const refusal = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});

/** Answers uploads; returns what was sent of them. */
export function onUpload(times = 1): string[] {
  const sent: string[] = [];
  let number = 0;
  nock(API)
    .post('/v1/files', (body: string) => sent.push(String(body)) > 0)
    .times(times)
    .reply(200, () => {
      number += 1;
      return { id: `file-${number}`, object: 'file', purpose: 'fine-tune', bytes: 1, filename: 'a.jsonl' };
    });
  return sent;
}
