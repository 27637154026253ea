import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { WireJson } from './wire-json.js';

interface Prices {
  fees: { webSearch: number; fileSearch: number };
  models: Record<string, { price?: Record<string, number | null>; tuning?: { training?: number } }>;
}

/** One line of the bill: a day, and what was used of one kind on it. */
export interface BilledLine {
  /** Start of the day in UTC, seconds since 1970. */
  day: number;
  lineItem: string;
  tokens: number;
  usd: number;
}

const DAY = 86_400;
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;
const MOST_IDS = 1000;
const nameOf = (model: unknown): string => String(model ?? '').replace(SNAPSHOT, '');
const textOf = (id: unknown): string | undefined => (typeof id === 'string' ? id : undefined);
const isSearch = ({ type, action }: WireJson): boolean =>
  type === 'web_search_call' && (action?.type ?? 'search') === 'search';

/** What the sandbox would have charged for its answers, at the prices of the bundled catalogue. */
export class KeptBill {
  readonly lines = new Map<string, BilledLine>();
  private readonly billed = new Set<string>();
  private prices: Prices | undefined;

  /** Puts an answer on the bill, or an event that ends a stream; once, however often it is asked for. */
  enter(answer: WireJson, askedModel: unknown): void {
    const body = answer?.response ?? answer;
    const { usage, id, object, status } = body ?? {};
    const model = nameOf(body?.model ?? askedModel);
    if (object === 'vector_store.search_results.page')
      this.charge('file search tool calls', 1, this.catalogue.fees.fileSearch);
    if (object === 'fine_tuning.job') this.enterTraining(model, body);
    if (typeof usage !== 'object' || usage === null || (object === 'batch' && status !== 'completed')) return;
    if (!this.isNew(id)) return;
    if (usage.type === 'duration') this.add(model, 'audio', usage.seconds, ['audioHour'], 1 / 3600);
    else this.enterTokens(model, body);
  }

  private enterTokens(model: string, { usage, object, output: items }: WireJson): void {
    const rate = object === 'batch' ? 0.5e-6 : 1e-6;
    const input = Number(usage.input_tokens ?? usage.prompt_tokens ?? 0);
    const output = Number(usage.output_tokens ?? usage.completion_tokens ?? 0);
    const details = usage.input_tokens_details ?? usage.prompt_tokens_details ?? {};
    const cached = Number(details.cached_tokens ?? 0);
    const pictures = Number(details.image_tokens ?? 0);
    this.add(model, 'input_tokens', input - cached - pictures, ['input'], rate);
    this.add(model, 'image_input_tokens', pictures, ['imageInput', 'input'], rate);
    this.add(model, 'cached_input_tokens', cached, ['cachedInput', 'input'], rate);
    this.add(model, 'output_tokens', output, ['imageOutput', 'output'], rate);
    const searches = Array.isArray(items) ? items.filter(isSearch).length : 0;
    this.charge('web search tool calls', searches, searches * this.catalogue.fees.webSearch);
  }

  private enterTraining(model: string, { id, trained_tokens: tokens }: WireJson): void {
    const price = this.catalogue.models[model]?.tuning?.training;
    if (typeof tokens !== 'number' || price === undefined || !this.isNew(id)) return;
    this.charge(`${model}, training`, tokens, (tokens * price) / 1e6);
  }

  /** Answers are billed once, however often they are asked for. */
  private isNew(id: unknown): boolean {
    const known = textOf(id);
    if (known === undefined) return true;
    if (this.billed.has(known)) return false;
    this.remember(known);
    return true;
  }

  private remember(id: string): void {
    this.billed.add(id);
    if (this.billed.size > MOST_IDS) this.billed.delete(this.billed.values().next().value!);
  }

  private add(model: string, kind: string, amount: number, classes: string[], rate: number): void {
    const table = this.catalogue.models[model]?.price ?? {};
    const price = classes.map((name) => table[name]).find((each) => typeof each === 'number');
    if (typeof price === 'number') this.charge(`${model}, ${kind}`, amount, amount * price * rate);
  }

  private charge(lineItem: string, amount: number, usd: number): void {
    if (amount <= 0) return;
    const day = Math.floor(Date.now() / 1000 / DAY) * DAY;
    const line = this.lines.get(`${day} ${lineItem}`) ?? { day, lineItem, tokens: 0, usd: 0 };
    this.lines.set(`${day} ${lineItem}`, line);
    line.tokens += amount;
    line.usd += usd;
  }

  private get catalogue(): Prices {
    this.prices ??= JSON.parse(readFileSync(join(packageRoot(), 'config', 'models.json'), 'utf8')) as Prices;
    return this.prices;
  }
}
