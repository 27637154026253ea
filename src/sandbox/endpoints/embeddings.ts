import { setImmediate } from 'node:timers/promises';
import { badRequest, missing } from '../api-error.js';
import { countTokens } from '../count-tokens.js';
import { embedText } from '../embed-text.js';
import type { Endpoint } from '../endpoint.js';
import { assertServed } from '../sandbox-models.js';

const MOST_INPUTS = 2048;
const MOST_TOKENS = 8192;
const TEXTS_PER_TURN = 4;

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

export const createEmbedding: Endpoint = async ({ body }) => {
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
  const data: object[] = [];
  for (const [index, text] of texts.entries()) {
    const vector = embedText(text, native, dimensions);
    data.push({ object: 'embedding', index, embedding: encode(vector, body.encoding_format) });
    // Many texts take seconds, in which a server that has it embedded would hear nobody else, and lose connections.
    if (index % TEXTS_PER_TURN === TEXTS_PER_TURN - 1) await setImmediate();
  }
  return { json: { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } } };
};
