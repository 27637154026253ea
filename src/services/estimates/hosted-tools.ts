import { pico } from '../costs/amounts.js';
import type { CatalogueFile } from '../models/catalogue-entry.js';
import { dearest, modelOf } from './dearest-price.js';
import { drawnTokens } from './drawn-tokens.js';
import type { CostSubject, EstimateServices } from './estimate.js';
import { UnknownCost } from './unknown-cost.js';

type Json = Record<string, unknown>;

/** What the tools that OpenAI itself runs add to a request at most. */
export interface HostedWork {
  /** Uses of tools at most; after each the model reads its prompt once more. */
  calls: number;
  /** Tokens at most that one use adds to the prompt. */
  foundTokens: number;
  /** Pico-USD for the uses themselves. */
  fees(): Promise<bigint>;
}

/** Tools that whoever asks runs by himself, at no cost but their tokens. */
const OWN = new Set([
  ...['function', 'custom', 'namespace', 'local_shell', 'apply_patch'],
  ...['computer', 'computer_use_preview'],
]);
/** A web search never reads more than this: https://developers.openai.com/api/docs/guides/tools-web-search. */
const WEB_CONTEXT = 128_000;
const LARGEST_CHUNK = 4096;
const USUAL_RESULTS = 20;
const SET_A_LIMIT = 'Set max_tool_calls, or budget.unknownCost.';

const isTool = (tool: unknown): tool is Json & { type: string } =>
  typeof tool === 'object' && tool !== null && 'type' in tool && typeof tool.type === 'string';

const isOwn = ({ type, execution, environment }: Json & { type: string }): boolean =>
  OWN.has(type) ||
  (type === 'tool_search' && execution === 'client') ||
  (type === 'shell' && isTool(environment) && environment.type === 'local');

export const hostedToolsOf = (json: Json): (Json & { type: string })[] =>
  (Array.isArray(json.tools) ? json.tools.filter(isTool) : []).filter((tool) => !isOwn(tool));

/** @throws UnknownCost where they have no bound. */
export function hostedWork({ json }: CostSubject, services: EstimateServices): HostedWork | undefined {
  const tools = hostedToolsOf(json);
  if (typeof json.web_search_options === 'object' && json.web_search_options !== null)
    throw new UnknownCost(
      'How often web_search_options searches has no bound.',
      'Use web_search over Responses.',
    );
  if (tools.length === 0) return undefined;
  const calls = json.max_tool_calls;
  const names = tools.map(({ type }) => type).join(', ');
  const strange = tools.find(({ type }) => BOUNDS[plainName(type)] === undefined);
  if (strange)
    throw new UnknownCost(
      `What the hosted tool ${strange.type} costs has no known bound.`,
      'Set budget.unknownCost.',
    );
  if (typeof calls !== 'number' || calls < 0)
    throw new UnknownCost(`How often the hosted tools (${names}) are used has no bound.`, SET_A_LIMIT);
  const bounds = tools.map((tool) => BOUNDS[plainName(tool.type)]!(tool, services));
  return {
    calls,
    foundTokens: Math.max(...bounds.map(({ found }) => found)),
    fees: async () => {
      const fees = await Promise.all(bounds.map(({ fee }) => fee()));
      return BigInt(calls) * fees.reduce((most, each) => (each > most ? each : most), 0n);
    },
  };
}

/**
 * Tokens that the model reads at most, over all passes: before each stands what it was given, what it wrote, and what was found so far,
 * and none is longer than its context.
 */
export function readTokens(
  given: number,
  written: number,
  { calls, foundTokens: found }: HostedWork,
  context: number = Number.POSITIVE_INFINITY,
): number {
  const whole = found === 0 ? Number.POSITIVE_INFINITY : Math.floor((context - given - written) / found);
  const growing = Math.min(calls, Math.max(0, whole));
  const grown = growing * Math.min(context, given + written) + found * ((growing * (growing + 1)) / 2);
  return given + grown + (growing < calls ? (calls - growing) * context : 0);
}

// web_search_preview and its dated forms are web_search.
const plainName = (type: string): string => (type.startsWith('web_search') ? 'web_search' : type);

interface Bound {
  found: number;
  fee(): Promise<bigint>;
}

const feeOf = (services: EstimateServices, name: keyof CatalogueFile['fees']) => async () =>
  pico((services.models.data.fees[name] ?? services.models.data.fees.webSearch) * 1e6);

const BOUNDS: Record<string, (tool: Json, services: EstimateServices) => Bound> = {
  web_search: ({ type }, services) => ({
    found: WEB_CONTEXT,
    fee: feeOf(services, String(type).startsWith('web_search_preview') ? 'webSearchPreview' : 'webSearch'),
  }),
  file_search: ({ max_num_results }, services) => ({
    found: LARGEST_CHUNK * (typeof max_num_results === 'number' ? max_num_results : USUAL_RESULTS),
    fee: feeOf(services, 'fileSearch'),
  }),
  // It only finds what the request shows already.
  tool_search: () => ({ found: 0, fee: async () => 0n }),
  image_generation: (tool, services) => ({
    found: 0,
    fee: async () => {
      if (typeof tool.model !== 'string')
        throw new UnknownCost(
          'The image_generation tool names no model, so nobody knows its price.',
          'Name its model.',
        );
      const model = await modelOf({ model: tool.model }, services);
      const { tokens } = drawnTokens(model, tool);
      return (
        BigInt(tokens) * dearest(model, ['output', 'imageOutput']) +
        BigInt(WEB_CONTEXT) * dearest(model, ['input', 'imageInput'])
      );
    },
  }),
};
