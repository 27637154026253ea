import { hasHardLimit } from '../../estimates/has-hard-limit.js';
import { rememberHistory } from '../../estimates/remember-history.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';

const LIMITS: Record<string, readonly string[]> = {
  '/responses': ['max_output_tokens'],
  '/chat/completions': ['max_completion_tokens', 'max_tokens'],
  '/completions': ['max_tokens'],
};

/**
 * Sets what the request leaves open and its worst case depends on: how much may be written and, under a hard limit, at
 * which tier and quality.
 */
export const capOutput: MakeStep = (services) => {
  const caps = new WeakMap<OutgoingRequest, number>();
  const isHard = hasHardLimit(services.budget);
  return {
    name: 'cap-output',
    send: (request, next) => {
      if (request.method !== 'POST') return next();
      const cap = capFor(request, services, isHard);
      if (cap !== undefined) {
        request.body.set(cap.field, cap.tokens);
        caps.set(request, cap.tokens);
      }
      if (isHard) settleOpenPrices(request, services);
      return next();
    },
    ended: (request) => {
      rememberHistory(request, services.memory);
      const cap = caps.get(request);
      if (cap !== undefined && request.stoppedAtLimit) request.call?.note(noteOn(cap, services));
    },
  };
};

function capFor(
  { endpoint, body, model }: OutgoingRequest,
  { provider, models, budget, defaults }: StepServices,
  isHard: boolean,
): { field: string; tokens: number } | undefined {
  const fields = LIMITS[endpoint];
  if (fields === undefined || body.json === undefined) return undefined;
  if (fields.some((field) => (body.get(field) ?? null) !== null)) return undefined;
  const isCompatible = provider.kind === 'compatible';
  if (isCompatible && !isHard) return undefined;
  // Older servers know the older name only.
  const field = isCompatible ? fields.at(-1)! : fields[0]!;
  const most =
    (model === null ? undefined : models.entry(model)?.maxOutputTokens) ?? Number.POSITIVE_INFINITY;
  return { field, tokens: Math.min(most, defaults.maxTokens ?? budget.maxOutputTokens) };
}

function settleOpenPrices(request: OutgoingRequest, services: StepServices): void {
  settleTier(request, services);
  settleQuality(request, services);
}

/** Left out, the tier is a setting of the OpenAI project, which may be one at twice the price. */
function settleTier({ endpoint, body }: OutgoingRequest, { provider }: StepServices): void {
  const isText = endpoint === '/responses' || endpoint === '/chat/completions';
  if (isText && provider.kind === 'openai' && (body.get('service_tier') ?? null) === null)
    body.set('service_tier', 'default');
}

/** Left to the model, the quality may be one of which nobody knows how many tokens it takes. */
function settleQuality(request: OutgoingRequest, { models }: StepServices): void {
  const { endpoint, body, model, call } = request;
  const levels = (model === null ? undefined : models.entry(model)?.drawing) ?? {};
  const isOpen = endpoint.startsWith('/images/') && (body.get('quality') ?? 'auto') === 'auto';
  if (!isOpen || !Object.values(levels).includes(null)) return;
  const [dearest] = Object.entries(levels).toSorted(([, one], [, other]) => (other ?? 0) - (one ?? 0));
  if (dearest === undefined) return;
  body.set('quality', dearest[0]);
  call?.note(
    `Drawn at quality ${dearest[0]}: how much ${model} may cost at a quality of its own choice is not published.`,
  );
}
const noteOn = (cap: number, { defaults }: StepServices): string =>
  `The answer stops where this server limits its length, at ${cap} tokens; set max_tokens in the call, or ${defaults.maxTokens === undefined ? 'budget.maxOutputTokens' : 'defaults.maxTokens'} in the config, to get more.`;
