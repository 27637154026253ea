import { ToolError } from '../../plugin-api/tool-error.js';
import type { CountPrompt, PromptCount } from '../estimates/estimate.js';
import { collect } from './collect.js';
import { OutgoingRequest } from './outgoing-request.js';
import { readBody } from './request-body.js';
import type { StepServices } from './request-step.js';

const SUFFIX = '/input_tokens';
const OF_THE_OTHER_BODY = ['content-length', 'idempotency-key'];

/** How the prompt of a request is counted by its provider: over Responses at OpenAI and Azure; undefined anywhere else. */
export function promptCount(request: OutgoingRequest, services: StepServices): CountPrompt | undefined {
  if (request.endpoint !== '/responses' || !services.provider.countsExactly) return undefined;
  return async (json) => {
    try {
      return await countOf(questionFor(request, json), services);
    } catch (error) {
      if (request.signal.aborted) throw request.abortReason;
      return unanswered(services, ToolError.is(error) ? error.code : 'no count');
    }
  };
}

async function countOf(question: OutgoingRequest, services: StepServices): Promise<PromptCount> {
  const { status, body } = await services.ask(question);
  if (status !== 200) return unanswered(services, `status ${status}`);
  const { input_tokens: tokens } = JSON.parse((await collect(body)).toString()) as { input_tokens?: unknown };
  return typeof tokens === 'number' && tokens > 0 ? { tokens } : unanswered(services, 'no count');
}

const unanswered = ({ provider }: StepServices, why: string): PromptCount => ({
  reason: `${provider.name} did not say how long it is (${why}).`,
});

function questionFor(request: OutgoingRequest, json: string): OutgoingRequest {
  const { plugin, call, method, signal } = request;
  const url = new URL(request.url);
  url.pathname += SUFFIX;
  const headers = { ...request.headers };
  for (const name of OF_THE_OTHER_BODY) delete headers[name];
  const body = readBody(json, 'application/json');
  return new OutgoingRequest({
    ...{ plugin, call, method, signal, url, headers, body },
    endpoint: request.endpoint + SUFFIX,
  });
}
