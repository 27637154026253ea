import { Logger, Service, ToolError } from 'openai-mcp-host/plugin';
import { CurrencySettings } from './currency.settings.js';

/** What one unit of a currency is worth in others, and the day of these rates. */
export interface Rates {
  date: string;
  rates: Record<string, number>;
}

/** The Frankfurter API, asked at most once in a while for the same thing. */
@Service()
export class ExchangeRates {
  private readonly kept = new Map<string, { until: number; body: unknown }>();

  constructor(
    private readonly settings: CurrencySettings,
    private readonly log: Logger,
  ) {}

  /** @throws ToolError `CURRENCY_UNKNOWN`, `RATES_UNAVAILABLE` */
  of(currency: string, signal: AbortSignal): Promise<Rates> {
    return this.get(`latest?base=${currency}`, signal);
  }

  /** The names of all currencies by their codes. */
  names(signal: AbortSignal): Promise<Record<string, string>> {
    return this.get('currencies', signal);
  }

  private async get<T>(path: string, signal: AbortSignal): Promise<T> {
    const kept = this.kept.get(path);
    if (kept !== undefined && kept.until > Date.now()) return kept.body as T;

    const body = await this.ask(path, signal);
    this.kept.set(path, { until: Date.now() + this.settings.keepMinutes * 60_000, body });
    return body as T;
  }

  private async ask(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await fetch(`${this.settings.url}/${path}`, { signal }).catch((cause) => {
      signal.throwIfAborted();
      throw unavailable('can not be reached', { cause });
    });
    this.log.debug('Asked for rates.', { path, status: response.status });
    if (response.status === 404) {
      const hint = 'list-currencies has the known codes.';
      throw new ToolError('CURRENCY_UNKNOWN', 'There are no rates for this currency.', hint);
    }
    if (!response.ok) throw unavailable(`answered with ${response.status}`);
    return response.json();
  }
}

const unavailable = (what: string, facts = {}) =>
  new ToolError('RATES_UNAVAILABLE', `The service that has the rates ${what}.`, 'Call again later.', facts);
