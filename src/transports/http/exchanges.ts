import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../plugin-api/logger.js';
import type { Admission } from './admission.js';
import type { OpenToClients } from './lock-out.js';

/** A request and its response, as the log tells of them. */
export interface Exchange {
  readonly id: string;
  /** What was asked in MCP's words, such as `tools/call generate-image`. */
  asked?: string;
  /** Where its client had to say who it is. */
  admission?: Admission | undefined;
  /** A stream that lasts until one side ends it: nothing waits for that. */
  stands?: boolean;
  /** Whether such a stream brings the ends of calls, and so ends after them. */
  bringsEnds?: boolean;
}

/** What others write to a log is taken where it is plain, and not too long. */
const PLAIN_ID = /^[\w.:-]{1,128}$/;
const MOST_ASKED = 120;

/** The requests under way, each with an id that its client, a balancer and the log share. */
export class Exchanges implements OpenToClients {
  private readonly open = new Map<ServerResponse, Exchange>();
  private waiting: (() => void)[] = [];

  constructor(private readonly log: Logger) {}

  begin(request: IncomingMessage, response: ServerResponse): Exchange {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && PLAIN_ID.test(given) ? given : randomUUID();
    const exchange: Exchange = { id };
    const since = performance.now();
    request.headers['x-request-id'] = id;
    response.setHeader('x-request-id', id);
    this.open.set(response, exchange);
    response.once('close', () => {
      this.open.delete(response);
      this.tell(request, response, exchange, performance.now() - since);
      this.settle();
    });
    return exchange;
  }

  of(response: ServerResponse): Exchange | undefined {
    return this.open.get(response);
  }

  /** The response is a stream that lasts. */
  stand(response: ServerResponse, bringsEnds = false): void {
    const exchange = this.open.get(response);
    if (exchange !== undefined) Object.assign(exchange, { stands: true, bringsEnds });
    this.settle();
  }

  /** Those that end by themselves. */
  get underWay(): number {
    return [...this.open.values()].filter(({ stands }) => stands !== true).length;
  }

  /** Resolves when nothing is under way that ends by itself. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.settle();
    });
  }

  get admissions(): Admission[] {
    return [...this.open.values()].flatMap(({ admission }) => admission ?? []);
  }

  cut(isOut: (admission: Admission) => boolean): void {
    for (const [response, { stands, bringsEnds }] of this.those(isOut))
      if (stands && !bringsEnds) response.destroy();
  }

  async answered(isOut: (admission: Admission) => boolean): Promise<void> {
    const ending = this.those(isOut).filter(([, { stands }]) => !stands);
    await Promise.all(ending.map(([response]) => once(response, 'close')));
  }

  /** What has not ended by itself: a request that was still being sent, too. */
  endThose(isOut: (admission: Admission) => boolean): void {
    for (const [response, { bringsEnds }] of this.those(isOut)) if (!bringsEnds) response.destroy();
  }

  private those(isOut: (admission: Admission) => boolean): [ServerResponse, Exchange][] {
    return [...this.open].filter(([, { admission }]) => admission !== undefined && isOut(admission));
  }

  private settle(): void {
    if (this.waiting.length === 0 || this.underWay > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private tell(request: IncomingMessage, response: ServerResponse, exchange: Exchange, ms: number): void {
    const { id, asked, admission } = exchange;
    this.log.info(`${request.method} ${pathOf(request).slice(0, MOST_ASKED)} ${response.statusCode}`, {
      requestId: id,
      ms: Math.round(ms),
      ...(asked === undefined ? {} : { asked: asked.slice(0, MOST_ASKED) }),
      ...(admission === undefined ? {} : { client: admission.access.name }),
      ...(response.writableFinished ? {} : { cutOff: true }),
    });
  }
}

/** Without its query, which may hold what is nobody's business. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;
