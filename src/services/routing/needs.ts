import { hiddenTokens } from '../estimates/hidden-tokens.js';
import { hostedToolsOf } from '../estimates/hosted-tools.js';
import { type PromptParts, promptParts } from '../estimates/prompt-parts.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { StepServices } from '../openai/request-step.js';
import { PromptSize } from './prompt-size.js';

type Json = Record<string, unknown>;

/** What a request needs of a model. */
export interface Needs {
  /** Capabilities that the model must have, and what is said of one that has not. */
  must: ReadonlyMap<string, string>;
  /** Capabilities that it must not have, and what is said of one that has. */
  mustNot: ReadonlyMap<string, string>;
  size: PromptSize;
  /** Tokens that it is to be able to write; undefined: no matter how many. */
  outputTokens: number | undefined;
  /** Tokens of its context that are kept free for what it writes. */
  roomTokens: number;
}

interface Asked {
  json: Json;
  parts: PromptParts;
  isChat: boolean;
  /** Which of its APIs have a model is the provider's own affair. */
  isForeign: boolean;
  effort: unknown;
}

interface Need {
  capability: string;
  /** `not`: it is an obstacle. */
  not?: true;
  words: string;
  when(asked: Asked): boolean;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const callsFunctions = ({ tools, functions }: Json): boolean => isList(tools) || isList(functions);
const isOff = (effort: unknown): boolean => effort === 'none' || effort === 'minimal';

const NEEDS: readonly Need[] = [
  {
    capability: 'chat',
    words: 'is not served over Chat Completions',
    when: ({ isChat, isForeign }) => isChat && !isForeign,
  },
  {
    capability: 'responses',
    words: 'is not served over Responses',
    when: ({ isChat, isForeign }) => !isChat && !isForeign,
  },
  { capability: 'vision', words: 'takes no pictures', when: ({ parts }) => parts.pictures.length > 0 },
  { capability: 'vision', words: 'reads no documents', when: ({ parts }) => parts.hidden === 'a document' },
  { capability: 'audio-input', words: 'takes no sound', when: ({ parts }) => parts.sounds.length > 0 },
  {
    capability: 'audio-output',
    words: 'makes no sound',
    when: ({ json }) => Array.isArray(json.modalities) && json.modalities.includes('audio'),
  },
  { capability: 'tools', words: 'calls no functions', when: ({ json }) => callsFunctions(json) },
  {
    capability: 'responses',
    words: "has none of OpenAI's own tools",
    when: ({ json }) => hostedToolsOf(json).length > 0,
  },
  {
    capability: 'json-schema',
    words: 'keeps to no JSON Schema',
    when: ({ json }) =>
      [field(json.text, 'format'), json.response_format].some(
        (form) => field(form, 'type') === 'json_schema',
      ),
  },
  {
    capability: 'reasoning',
    words: 'does not reason',
    when: ({ effort }) => typeof effort === 'string' && !isOff(effort),
  },
  {
    capability: 'effort-none-refused',
    not: true,
    words: 'always reasons',
    when: ({ effort }) => isOff(effort),
  },
  {
    capability: 'tools-need-responses',
    not: true,
    words: 'calls functions over Responses only',
    when: ({ isChat, json }) => isChat && callsFunctions(json),
  },
  {
    capability: 'chat-tools-need-effort-none',
    not: true,
    words: 'does not reason where it calls functions over Chat Completions',
    when: ({ isChat, json, effort }) =>
      isChat && callsFunctions(json) && typeof effort === 'string' && !isOff(effort),
  },
];

/** What a text request needs, by its body. */
export function needsOf(
  { endpoint, body }: Pick<OutgoingRequest, 'endpoint' | 'body'>,
  { memory, budget, defaults, provider, retired }: StepServices,
): Needs {
  const json = body.json ?? {};
  const parts = promptParts(json);
  const effort = json.reasoning_effort ?? field(json.reasoning, 'effort');
  const asked: Asked = {
    json,
    parts,
    isChat: endpoint === '/chat/completions',
    isForeign: provider.kind !== 'openai' && retired === 'pass-through',
    effort,
  };
  const needs = NEEDS.filter(({ when }) => when(asked));
  const words = (not: boolean) =>
    new Map(needs.filter((need) => (need.not ?? false) === not).map((need) => [need.capability, need.words]));
  const outputTokens = [json.max_output_tokens, json.max_completion_tokens, json.max_tokens].find(
    (limit) => typeof limit === 'number',
  );
  return {
    must: words(false),
    mustNot: words(true),
    size: new PromptSize(parts, hiddenTokens(json, { ...parts, hidden: undefined }, memory) ?? 0),
    outputTokens,
    roomTokens: outputTokens ?? defaults.maxTokens ?? budget.maxOutputTokens,
  };
}
