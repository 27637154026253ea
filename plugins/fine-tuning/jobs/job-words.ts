import type { FineTuningJob } from 'openai/resources/fine-tuning/jobs/jobs';

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

/** What there is to know of a job, without what is empty. */
export function jobFacts(job: FineTuningJob) {
  const { hyperparameters, method, estimated_finish: finish, finished_at: finished, error } = job;
  const facts = {
    model: job.model,
    method: method?.type ?? 'supervised',
    created_at: isoOf(job.created_at),
    finished_at: finished && isoOf(finished),
    estimated_finish: finish && isoOf(finish),
    trained_tokens: job.trained_tokens,
    training_file: job.training_file,
    validation_file: job.validation_file,
    result_files: job.result_files?.length > 0 ? job.result_files : null,
    hyperparameters: method?.[method.type]?.hyperparameters ?? hyperparameters,
    seed: job.seed,
    metadata: job.metadata,
    error: error?.code || error?.message ? error : null,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => (value ?? null) !== null));
}

const STANDS: Record<string, string> = {
  validating_files: 'waits until its files have been checked',
  succeeded: 'has succeeded',
  failed: 'has failed',
};

/** How a job stands, in words. */
export function jobWords(job: FineTuningJob): string {
  const { id, status, model, fine_tuned_model: tuned, trained_tokens: tokens, error } = job;
  const finish = job.estimated_finish;
  const words = [`${id} (${model}) ${STANDS[status] ?? `is ${status}`}.`];
  if (tuned) words.push(`Its model: ${tuned}.`);
  if (typeof tokens === 'number') words.push(`Trained on ${tokens.toLocaleString('en-US')} tokens.`);
  if (finish) words.push(`It should finish about ${isoOf(finish)}.`);
  if (error?.message) words.push(`Why: ${error.message}`);
  return words.join(' ');
}
