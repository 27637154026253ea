import { fileURLToPath } from 'node:url';
import type { Estimate } from '../../../src/services/estimates/estimate.js';
import { estimateRequest } from '../../../src/services/estimates/estimate-request.js';
import { ResponseMemory } from '../../../src/services/estimates/response-memory.js';
import { createModels } from '../../../src/services/models/model-catalogue.js';
import { OpenAIProvider } from '../../../src/services/openai/openai-provider.js';
import { OutgoingRequest } from '../../../src/services/openai/outgoing-request.js';
import { readBody } from '../../../src/services/openai/request-body.js';

const CATALOGUE = fileURLToPath(new URL('../../../config/models.json', import.meta.url));
const JSON_TYPE = 'application/json';

interface Options {
  baseURL?: string;
  method?: string;
  memory?: ResponseMemory;
}

/** The worst case of a request, as the reserve step would be told. */
export function estimated(
  endpoint: string,
  body: object | FormData,
  options: Options = {},
): Promise<Estimate> {
  const { baseURL = 'https://api.openai.com/v1', method = 'POST', memory = new ResponseMemory() } = options;
  const isForm = body instanceof FormData;
  const request = new OutgoingRequest({
    plugin: 'text',
    call: undefined,
    method,
    url: new URL(baseURL + endpoint),
    endpoint,
    headers: {},
    body: isForm ? readBody(body, undefined) : readBody(JSON.stringify(body), JSON_TYPE),
    signal: new AbortController().signal,
  });
  const models = createModels([CATALOGUE], () => '2026-11-22');
  return estimateRequest(request, { models, provider: new OpenAIProvider({ baseURL, api: 'auto' }), memory });
}
