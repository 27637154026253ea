import { pico } from '../costs/amounts.js';
import { autoEpochs } from '../tuning/epochs.js';
import type { Estimator } from './estimate.js';
import { estimateOf, UnknownCost } from './unknown-cost.js';

/** What the largest picture comes to at high detail: a base and eight tiles. */
const IMAGE_TOKENS = 85 + 8 * 170;
/** gpt-4o-mini counts pictures at many times the tokens. */
const MINI_IMAGE_TOKENS = 2833 + 8 * 5667;

const NONE = { inputTokens: 0, outputTokens: 0, nanoUsd: null };
const OWN_CATALOGUE =
  'Name its price in a catalogue of your own (models.catalogue: tuning.training), or set budget.unknownCost.';

/** The tokens of its training file, as they were counted when it was uploaded, times the epochs. */
export const estimateTraining: Estimator = async ({ json, model }, { models, training }) => {
  const file = typeof json.training_file === 'string' ? await training?.find(json.training_file) : undefined;
  if (file === undefined)
    return {
      ...NONE,
      unknown: 'The training file was not uploaded through this server, so nobody here knows its tokens.',
      hint: 'Give create-fine-tuning-job the file itself, or set budget.unknownCost.',
    };
  const { type, n_epochs: asked } = hyperparametersOf(json);
  if (type === 'reinforcement')
    return {
      ...NONE,
      unknown: 'Reinforcement is billed by the hour, and nobody knows how many it takes.',
      hint: 'Set budget.unknownCost.',
    };
  const epochs = typeof asked === 'number' ? asked : autoEpochs(file.examples);
  const perImage = /4o-mini/.test(model ?? '') ? MINI_IMAGE_TOKENS : IMAGE_TOKENS;
  const tokens = Math.ceil((file.tokens + file.images * perImage) * epochs);
  return estimateOf(tokens, 0, () => {
    const price = model === null ? undefined : models.entry(model)?.tuning?.training;
    if (typeof price !== 'number')
      throw new UnknownCost(`The price of training ${model} is not known.`, OWN_CATALOGUE);
    return BigInt(tokens) * pico(price);
  });
};

type Json = Record<string, unknown>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

function hyperparametersOf(json: Json): Json {
  const method = object(json.method);
  const type = typeof method.type === 'string' ? method.type : 'supervised';
  return { ...object(json.hyperparameters), ...object(object(method[type]).hyperparameters), type };
}
