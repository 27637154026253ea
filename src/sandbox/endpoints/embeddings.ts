import { badRequest, missing } from '../api-error.js';
import { countTokens } from '../count-tokens.js';
import { embedText } from '../embed-text.js';
import type { Endpoint } from '../endpoint.js';
import { assertServed } from '../sandbox-models.js';

const MOST_INPUTS = 2048;
const MOST_TOKENS = 8192;

const textsOf = (input: unknown): string[] => {
  if (input === undefined) throw missing('input');
  const list: unknown[] = Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
  if (!list.length || list.length > MOST_INPUTS) {
    throw badRequest(
      `Invalid 'input': expected between 1 and ${MOST_INPUTS} items, but got ${list.length}.`,
      'input',
    );
  }
  return list.map((one) => {
    const tokens = Array.isArray(one) && one.every((token) => typeof token === 'number');
    if ((typeof one !== 'string' && !tokens) || one === '')
      throw badRequest("'$.input' is invalid.", 'input');
    return typeof one === 'string' ? one : one.join(' ');
  });
};

const encode = (vector: number[], format: unknown): number[] | string =>
  format === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;

export const createEmbedding: Endpoint = ({ body }) => {
  const model = assertServed(body.model);
  const native = model === 'text-embedding-3-large' ? 3072 : 1536;
  const dimensions = body.dimensions ?? native;
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > native) {
    throw badRequest(
      `Invalid value for 'dimensions': must be between 1 and ${native} for ${model}.`,
      'dimensions',
    );
  }
  const texts = textsOf(body.input);
  const long = texts.find((text) => countTokens(text) > MOST_TOKENS);
  if (long !== undefined) {
    const asked = countTokens(long);
    throw badRequest(
      `This model's maximum context length is ${MOST_TOKENS} tokens, however you requested ${asked} tokens.`,
      'input',
    );
  }
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  const data = texts.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: encode(embedText(text, native, dimensions), body.encoding_format),
  }));
  return { json: { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } } };
};
