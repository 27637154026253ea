import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { WireJson } from './wire-json.js';

type Prices = Record<string, { price?: Record<string, number | null> }>;

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

/** What the sandbox would have charged for the tokens of its answers, at the prices of the bundled catalogue. */
export class KeptBill {
  readonly lines = new Map<string, BilledLine>();
  private readonly billed = new Set<string>();
  private prices: Prices | undefined;

  /** Puts an answer on the bill, or an event that ends a stream; once, however often it is asked for. */
  enter(answer: WireJson, askedModel: unknown): void {
    const body = answer?.response ?? answer;
    const { usage, id } = body ?? {};
    const model = String(body?.model ?? askedModel ?? '').replace(SNAPSHOT, '');
    if (typeof usage !== 'object' || usage === null || (typeof id === 'string' && this.billed.has(id)))
      return;
    if (typeof id === 'string') this.remember(id);
    const input = Number(usage.input_tokens ?? usage.prompt_tokens ?? 0);
    const output = Number(usage.output_tokens ?? usage.completion_tokens ?? 0);
    const details = usage.input_tokens_details ?? usage.prompt_tokens_details ?? {};
    const cached = Number(details.cached_tokens ?? 0);
    this.add(model, 'input_tokens', input - cached, ['input']);
    this.add(model, 'cached_input_tokens', cached, ['cachedInput', 'input']);
    this.add(model, 'output_tokens', output, ['imageOutput', 'output']);
  }

  private remember(id: string): void {
    this.billed.add(id);
    if (this.billed.size > MOST_IDS) this.billed.delete(this.billed.values().next().value!);
  }

  private add(model: string, kind: string, tokens: number, classes: string[]): void {
    this.prices ??= JSON.parse(readFileSync(join(packageRoot(), 'config', 'models.json'), 'utf8'))
      .models as Prices;
    const table = this.prices[model]?.price ?? {};
    const price = classes.map((name) => table[name]).find((each) => typeof each === 'number');
    if (price === undefined || price === null || tokens <= 0) return;
    const day = Math.floor(Date.now() / 1000 / DAY) * DAY;
    const lineItem = `${model}, ${kind}`;
    const line = this.lines.get(`${day} ${lineItem}`) ?? { day, lineItem, tokens: 0, usd: 0 };
    this.lines.set(`${day} ${lineItem}`, line);
    line.tokens += tokens;
    line.usd += (tokens * price) / 1e6;
  }
}
