import { thousandths } from '../costs/amounts.js';
import { tierMultiplier } from '../costs/tier-multiplier.js';
import type { PriceClass } from '../models/catalogue-entry.js';
import { countTokens } from './count-tokens.js';
import { countedTokens } from './counted-tokens.js';
import { dearest, type EstimatedModel, modelOf } from './dearest-price.js';
import type { CostSubject, EstimateServices, Estimator, PromptCount } from './estimate.js';
import { conversationOf, hiddenTokens } from './hidden-tokens.js';
import { type HostedWork, hostedWork, readTokens } from './hosted-tools.js';
import { pictureSizeOfBase64 } from './picture-size.js';
import { type PromptParts, promptParts } from './prompt-parts.js';
import { seenPictureTokens } from './seen-picture-tokens.js';
import { soundSeconds } from './sound-seconds.js';
import { refuseUnbounded } from './unbounded-options.js';
import { estimateOf, UnknownCost } from './unknown-cost.js';

/** Below this many tokens OpenAI caches no prompt, and charges for writing none. */
const LEAST_CACHED = 1024;
const SOUND_TOKENS_PER_SECOND = 10;
/** What OpenAI itself puts before a prompt. */
const PREAMBLE = 64;

/** Responses and Chat Completions. */
export const estimateText: Estimator = async (subject, services) => {
  const { json } = subject;
  const model = await modelOf(subject, services);
  const context = model.entry?.contextTokens;
  const parts = promptParts(json);
  // Another server may have added to a conversation since it was last seen here.
  const isElsewhere = conversationOf(json) !== undefined && subject.count !== undefined;
  const hidden = isElsewhere ? undefined : hiddenTokens(json, parts, services.memory);
  const shown = await shownTokens(parts, subject.model ?? '', context);
  const counted = hidden === undefined ? await countedTokens(subject, parts) : undefined;
  const bound = hidden === undefined ? tokensOf(counted) : shown + hidden;
  const once = bound === undefined ? context : Math.min(context ?? Number.POSITIVE_INFINITY, bound);
  const output = outputTokens(json, model);
  let work: HostedWork | undefined;
  let obstacle: unknown;
  try {
    refuseUnbounded(json);
    work = hostedWork(subject, services);
    if (once === undefined)
      throw new UnknownCost(
        `The request carries ${parts.hidden ?? 'history'}, and the context window of ${model.id} is not known.`,
      );
    if (output === undefined)
      throw new UnknownCost(`Nothing bounds how much ${model.id} writes.`, 'Set a limit of output tokens.');
  } catch (error) {
    obstacle = error;
  }
  const given = once ?? shown;
  const input = work === undefined ? given : readTokens(given, output ?? 0, work, context);
  const fees = await (work?.fees() ?? Promise.resolve(0n)).catch((error: unknown) => {
    obstacle ??= error;
    return 0n;
  });

  const estimate = estimateOf(input, output ?? 0, () => {
    if (obstacle !== undefined) throw obstacle;
    const long = model.priced?.longContext;
    const [longInput, longOutput] = long && input > long.above ? [long.input, long.output] : [1, 1];
    const inputCost =
      BigInt(Math.ceil(input)) * dearest(model, inputClasses(json, parts, input)) * thousandths(longInput);
    const outputCost = BigInt(output ?? 0) * dearest(model, outputClasses(json)) * thousandths(longOutput);
    return ((inputCost + outputCost) * tierOf(subject, services) + 999_999n) / 1_000_000n + fees;
  });
  if (counted === undefined || 'tokens' in counted) return estimate;
  const uncounted = `Its prompt is taken to fill the whole context window of ${model.id}: ${counted.reason}`;
  return { ...estimate, uncounted };
};

const tokensOf = (counted: PromptCount | undefined): number | undefined =>
  counted && 'tokens' in counted ? counted.tokens : undefined;

async function shownTokens(parts: PromptParts, model: string, context: number | undefined): Promise<number> {
  const pictures = parts.pictures.map(({ data, detail }) =>
    seenPictureTokens(model, detail, data === undefined ? undefined : pictureSizeOfBase64(data)),
  );
  const sounds = parts.sounds.map(({ data }) => {
    const head = Buffer.from(data.slice(0, 64), 'base64');
    return Math.ceil(soundSeconds(head, (data.length * 3) / 4) * SOUND_TOKENS_PER_SECOND);
  });
  const others = [...pictures, ...sounds].reduce((sum, each) => sum + each, parts.frame + PREAMBLE);
  return others + (await countTokens(parts.texts, context));
}

/** Output tokens at most over all choices; undefined where nothing bounds them. */
function outputTokens(json: Record<string, unknown>, { entry }: EstimatedModel): number | undefined {
  const asked = [json.max_output_tokens, json.max_completion_tokens, json.max_tokens].find(
    (limit) => typeof limit === 'number',
  );
  const limits = [asked, entry?.maxOutputTokens ?? entry?.contextTokens].filter(
    (limit) => limit !== undefined,
  );
  if (limits.length === 0) return undefined;
  const choices = typeof json.n === 'number' ? Math.max(1, json.n) : 1;
  // Of a prediction, what does not come true is billed as output.
  const predicted = json.prediction ? Buffer.byteLength(JSON.stringify(json.prediction)) : 0;
  return Math.min(...limits) * choices + predicted;
}

function inputClasses(
  json: Record<string, unknown>,
  { pictures, sounds, hidden }: PromptParts,
  tokens: number,
): PriceClass[] {
  const classes: PriceClass[] = ['input'];
  if (tokens >= LEAST_CACHED) classes.push('cacheWrite');
  if (tokens >= LEAST_CACHED && JSON.stringify(json.prompt_cache_options ?? '').includes('12h'))
    classes.push('cacheWrite12h');
  if (pictures.length > 0 || hidden !== undefined) classes.push('imageInput');
  if (sounds.length > 0) classes.push('audioInput');
  return classes;
}

const outputClasses = ({ modalities }: Record<string, unknown>): PriceClass[] =>
  Array.isArray(modalities) && modalities.includes('audio') ? ['output', 'audioOutput'] : ['output'];

/** What `auto` comes to is a setting of the OpenAI project: priority, at the worst. */
function tierOf({ json }: CostSubject, { models, provider }: EstimateServices): bigint {
  const asked = typeof json.service_tier === 'string' ? json.service_tier : 'auto';
  const isOpen = asked === 'auto' && provider.kind !== 'compatible';
  // Flex that has no room may be served as standard.
  const names = isOpen ? ['default', 'priority'] : asked === 'flex' ? ['default'] : [asked];
  const multipliers = names.map((name) => tierMultiplier(models.data.tiers, name, models.today()));
  if (multipliers.includes(null))
    throw new UnknownCost(`The price of the service tier ${asked} is not known.`);
  return thousandths(Math.max(...(multipliers as number[])));
}
