import { nanoOf } from '../costs/amounts.js';
import { dearest, modelOf } from './dearest-price.js';
import { estimateEmbeddings } from './embedding-request.js';
import type { Estimator } from './estimate.js';
import { estimateImages } from './image-request.js';
import { estimateSpeech, estimateTranscription } from './sound-request.js';
import { estimateText } from './text-request.js';
import { estimateTraining } from './training-request.js';
import { estimateOf } from './unknown-cost.js';

const estimateSearch: Estimator = async (_, { models }) => ({
  nanoUsd: nanoOf(models.data.fees.fileSearch),
  inputTokens: 0,
  outputTokens: 0,
});

/** The text completions of old. */
const estimateCompletion: Estimator = async (subject, services) => {
  const model = await modelOf(subject, services);
  const { prompt, max_tokens, n, best_of } = subject.json;
  const input = Buffer.byteLength(JSON.stringify(prompt ?? ''));
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt.length : 1;
  const choices = Math.max(1, Number(n) || 1, Number(best_of) || 1) * prompts;
  const output = (typeof max_tokens === 'number' ? max_tokens : 16) * choices;
  return estimateOf(
    input,
    output,
    () => BigInt(input) * dearest(model, ['input']) + BigInt(output) * dearest(model, ['output']),
  );
};

/** The lines of a batch, as they were added up when its file was uploaded. */
const estimateBatch: Estimator = async ({ json }, { batches }) => {
  const none = { inputTokens: 0, outputTokens: 0 };
  const file = typeof json.input_file_id === 'string' ? await batches?.file(json.input_file_id) : undefined;
  if (file === undefined)
    return {
      ...none,
      nanoUsd: null,
      unknown:
        'The file of the batch was not uploaded through this server, so nobody here knows what its lines cost.',
      hint: 'Upload it (POST /files) through this server, or set budget.unknownCost.',
    };
  return file.most === null
    ? { ...none, nanoUsd: null, unknown: file.reason ?? 'The cost of its lines is not known.' }
    : { ...none, nanoUsd: file.most };
};

/** Who works out which endpoint's worst case. What is billed and not in here has none. */
export const ESTIMATORS: readonly [endpoint: RegExp, estimate: Estimator][] = [
  [/^\/(responses|chat\/completions)$/, estimateText],
  [/^\/completions$/, estimateCompletion],
  [/^\/embeddings$/, estimateEmbeddings],
  [/^\/images\/(generations|edits|variations)$/, estimateImages],
  [/^\/audio\/(transcriptions|translations)$/, estimateTranscription],
  [/^\/audio\/speech$/, estimateSpeech],
  [/^\/batches$/, estimateBatch],
  [/^\/fine_tuning\/jobs$/, estimateTraining],
  [/^\/vector_stores\/[^/]+\/search$/, estimateSearch],
];
