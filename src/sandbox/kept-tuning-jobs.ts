import { ApiError, badRequest, missing } from './api-error.js';
import { hashText } from './hash-text.js';
import type { KeptFiles } from './kept-files.js';
import { assertTrainingFile, readTrainingFile } from './training-file.js';
import { seconds, TuningJob } from './tuning-job.js';
import type { WireJson } from './wire-json.js';

const TUNABLE =
  /^(ft:)?(gpt-4\.1(-mini|-nano)?|gpt-4o(-mini)?|o4-mini|gpt-3\.5-turbo|babbage-002|davinci-002)(-\d{4}-\d{2}-\d{2})?(:.+)?$/;
/** A suffix for which the sandbox answers as an account that is closed to new jobs is answered. */
const CLOSED = 'closed-account';
const METHODS = ['supervised', 'dpo', 'reinforcement'];

/** The fine-tuning jobs of this sandbox, the oldest first. */
export class KeptTuningJobs {
  private readonly jobs: TuningJob[] = [];

  create(body: WireJson, files: KeptFiles): WireJson {
    const { model, suffix = null, validation_file: validation = null, method } = body;
    if (typeof model !== 'string' || model === '') throw missing('model');
    if (body.training_file === undefined) throw missing('training_file');
    if (suffix === CLOSED) throw closed();
    if (!TUNABLE.test(model))
      throw badRequest(
        `Model ${model} is not available for fine-tuning or does not exist.`,
        'model',
        'model_not_available',
      );
    if (typeof suffix === 'string' && (suffix.length < 1 || suffix.length > 64))
      throw badRequest(
        `Invalid 'suffix': string too long. Expected a string with maximum length 64, but got a string with length ${suffix.length} instead.`,
        'suffix',
        'string_above_max_length',
      );
    assertTrainingFile(files, body.training_file, 'training_file');
    if (validation !== null) assertTrainingFile(files, validation, 'validation_file');
    if (method !== undefined && !METHODS.includes(method?.type))
      throw badRequest(`Invalid value: '${method?.type}'.`, 'method.type', 'invalid_value');
    if (method?.type === 'reinforcement' && method.reinforcement?.grader === undefined)
      throw missing('method.reinforcement.grader');
    const job = new TuningJob(jobOf(body, files), files);
    this.jobs.push(job);
    return job.facts;
  }

  list(): WireJson[] {
    return this.jobs.map(({ facts }) => facts);
  }

  find(id: string): TuningJob {
    const found = this.jobs.find(({ facts }) => facts.id === id);
    if (found === undefined)
      throw new ApiError(404, `Could not find fine tune: ${id}`, {
        param: 'fine_tune_id',
        code: 'fine_tune_not_found',
      });
    return found;
  }
}

function jobOf(body: WireJson, files: KeptFiles): WireJson {
  const { model, training_file, validation_file = null, suffix = null, seed, metadata = null } = body;
  const type = body.method?.type ?? 'supervised';
  const asked = { ...body.hyperparameters, ...body.method?.[type]?.hyperparameters };
  const { examples } = readTrainingFile(files, training_file, 'training_file');
  const hyperparameters = {
    ...asked,
    n_epochs: numberOr(asked.n_epochs, 3),
    batch_size: numberOr(asked.batch_size, Math.max(1, Math.floor(examples / 500))),
    learning_rate_multiplier: numberOr(asked.learning_rate_multiplier, 1.8),
  };
  return {
    object: 'fine_tuning.job',
    id: `ftjob-${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`,
    model: /-\d{4}-\d{2}-\d{2}/.test(model) ? model : (SNAPSHOTS[model] ?? model),
    created_at: seconds(),
    finished_at: null,
    fine_tuned_model: null,
    organization_id: 'org-sandbox',
    result_files: [],
    status: 'validating_files',
    validation_file,
    training_file,
    hyperparameters,
    trained_tokens: null,
    error: null,
    user_provided_suffix: suffix,
    seed: typeof seed === 'number' ? seed : hashText(training_file) % 2_147_483_647,
    estimated_finish: null,
    integrations: body.integrations ?? [],
    metadata,
    method: { type, [type]: { ...body.method?.[type], hyperparameters } },
  };
}

const SNAPSHOTS: Record<string, string> = {
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
};

const numberOr = (value: unknown, usual: number): number => (typeof value === 'number' ? value : usual);

const closed = (): ApiError =>
  new ApiError(
    403,
    'OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.',
    { code: 'training_not_available' },
  );
