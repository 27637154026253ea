import type { OutgoingRequest } from './outgoing-request.js';

/** A parameter that some models refuse, and what becomes of it. */
export interface Fitting {
  /** Whether it concerns a model of these capabilities. */
  when(capabilities: ReadonlySet<string>): boolean;
  /** Changes the request; returns what the caller should know of it. */
  fit(request: OutgoingRequest, model: string): string | undefined;
}

const isChat = ({ endpoint }: OutgoingRequest): boolean => endpoint === '/chat/completions';
const isText = (request: OutgoingRequest): boolean => isChat(request) || request.endpoint === '/responses';
const isImage = ({ endpoint }: OutgoingRequest): boolean => endpoint.startsWith('/images/');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function effortOf({ body }: OutgoingRequest): unknown {
  const reasoning = body.get('reasoning');
  return body.get('reasoning_effort') ?? (isRecord(reasoning) ? reasoning.effort : undefined);
}

function dropEffort({ body }: OutgoingRequest): void {
  body.delete('reasoning_effort');
  const reasoning = body.get('reasoning');
  if (!isRecord(reasoning)) return;
  const { effort: _, ...rest } = reasoning;
  if (Object.keys(rest).length === 0) body.delete('reasoning');
  else body.set('reasoning', rest);
}

function drop({ body }: OutgoingRequest, names: readonly string[]): string[] {
  const present = names.filter((name) => (body.get(name) ?? null) !== null);
  for (const name of present) body.delete(name);
  return present;
}

const list = (names: readonly string[]): string => names.join(', ');
const SAMPLING = ['temperature', 'top_p', 'logprobs', 'top_logprobs'];
const QUALITY: Record<string, string> = { standard: 'medium', hd: 'high' };

/** In this order: what is settled first decides on the rest. */
export const MODEL_FITTINGS: readonly Fitting[] = [
  {
    when: (abilities) => abilities.has('effort-none-refused'),
    fit(request, model) {
      const effort = effortOf(request);
      if (!isText(request) || (effort !== 'none' && effort !== 'minimal')) return undefined;
      dropEffort(request);
      return `${model} takes no reasoning effort ${effort}; it was left to the model.`;
    },
  },
  {
    when: (abilities) => abilities.size > 0 && !abilities.has('reasoning'),
    fit(request, model) {
      const effort = effortOf(request);
      if (!isText(request) || typeof effort !== 'string') return undefined;
      dropEffort(request);
      return `${model} does not reason; reasoning effort ${effort} was dropped.`;
    },
  },
  {
    when: (abilities) => abilities.has('chat-tools-need-effort-none'),
    fit(request, model) {
      const { body } = request;
      if (!isChat(request) || !Array.isArray(body.get('tools')) || effortOf(request) === 'none')
        return undefined;
      body.set('reasoning_effort', 'none');
      return `${model} calls functions over Chat Completions only without reasoning; its reasoning was switched off.`;
    },
  },
  {
    when: (abilities) => abilities.has('reasoning'),
    fit(request, model) {
      if (!isText(request) || effortOf(request) === 'none') return undefined;
      const dropped = drop(request, SAMPLING);
      return dropped.length === 0
        ? undefined
        : `${model} takes no ${list(dropped)} while it reasons; dropped.`;
    },
  },
  {
    when: (abilities) => abilities.has('reasoning'),
    fit(request) {
      const { body } = request;
      const limit = body.get('max_tokens');
      if (!isChat(request) || limit === undefined) return undefined;
      body.delete('max_tokens');
      if (body.get('max_completion_tokens') === undefined) body.set('max_completion_tokens', limit);
      return undefined;
    },
  },
  {
    when: (abilities) => abilities.has('image-generate'),
    fit(request, model) {
      if (!isImage(request)) return undefined;
      const dropped = drop(request, ['style', 'response_format']).filter(
        (name) => name !== 'response_format',
      );
      return dropped.length === 0 ? undefined : `${model} takes no ${list(dropped)}; say it in the prompt.`;
    },
  },
  {
    when: (abilities) => abilities.has('image-generate'),
    fit(request, model) {
      const quality = request.body.get('quality');
      const own = isImage(request) && typeof quality === 'string' ? QUALITY[quality] : undefined;
      if (own === undefined) return undefined;
      request.body.set('quality', own);
      return `${model} has no quality ${quality}; ${own} was used.`;
    },
  },
  {
    when: (abilities) => abilities.has('image-edit') && !abilities.has('input-fidelity'),
    fit(request, model) {
      const dropped = isImage(request) ? drop(request, ['input_fidelity']) : [];
      return dropped.length === 0 ? undefined : `${model} takes no input_fidelity; dropped.`;
    },
  },
];
