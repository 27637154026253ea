import { randomUUID } from 'node:crypto';
import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Hold, Ledger, LedgerLimit } from '../../storage/ledger.js';
import type { Estimate } from '../estimates/estimate.js';
import { holdMsOf } from '../estimates/outlives.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { mayHaveBegun } from '../openai/retry-wait.js';
import type { Bookings } from './bookings.js';
import type { CalendarSpans } from './calendar-span.js';
import type { ConfiguredLimit } from './configured-limits.js';
import { HeldRequest, subjectOf } from './held-request.js';
import type { LedgerDesk, OpenDesk } from './ledger-desk.js';
import { nanoUsdOf } from './nano-usd.js';
import { outcomeOf } from './outcome.js';
import { costUnknown, exceeded, unavailable } from './refusals.js';
import { appliesTo, type RequestWindow, windowsOf } from './request-windows.js';
import { noteSoftLimits } from './soft-limits.js';
import { usageEntryOf } from './usage-entry.js';
import { waysToSave } from './ways-to-save.js';

/** Whether what a request starts may go on; one that failed on its way counts where it is found again. */
const mayGoOn = ({ status, failure, isFoundAgain }: OutgoingRequest): boolean =>
  isFoundAgain ? status < 400 || mayHaveBegun(status) : status < 400 && failure === undefined;

/** A hold without a sign of life for so long is settled by others. */
export const LEASE_MS = 60_000;

export interface BudgetsParts {
  section: BudgetSection;
  configured: readonly ConfiguredLimit[];
  desk: LedgerDesk;
  bookings: Bookings;
  /** What this process is to the others. */
  owner: string;
  log: Logger;
  now(): number;
}

/** Sees to it that nothing is spent past a hard limit: holds the worst case of each request, and books what came of it. */
export class Budgets {
  private readonly held = new WeakMap<OutgoingRequest, HeldRequest>();
  private readonly unsettled = new Set<HeldRequest>();
  private spans: CalendarSpans | undefined;
  private told = false;

  constructor(private readonly parts: BudgetsParts) {}

  /**
   * Holds what a request may cost at most.
   *
   * @param estimate asked only where somebody has a limit; told whether this server would refuse for it.
   * @throws BudgetRefusal where there is no room for it; ToolError `BUDGET_UNAVAILABLE`.
   */
  async hold(request: OutgoingRequest, estimate: HeldRequest['estimate']): Promise<void> {
    const held = new HeldRequest(request, estimate);
    this.held.set(request, held);
    this.unsettled.add(held);
    request.beforeSending = () => this.dispatch(held);
    if (request.isBilled) await this.reserve(held);
  }

  /** What is held for requests under way, nano-USD. */
  get heldNanoUsd(): bigint {
    let sum = 0n;
    for (const { amount = 0n } of this.unsettled) sum += amount;
    return sum;
  }

  /** Says what a request cost, and books it, or gives back what was held for it: its end waits for that. */
  settle(request: OutgoingRequest): void {
    const held = this.held.get(request);
    if (held === undefined) return;
    this.unsettled.delete(held);
    const outcome = outcomeOf(request, held);
    if (outcome === 'unsent') {
      request.costNanoUsd = 0n;
      if (held.amount !== undefined) request.afterwards = this.parts.bookings.book({ release: held.id });
      return;
    }
    if (held.outlives && request.usage === null && mayGoOn(request)) {
      // Whoever sees its work end settles it.
      request.keptHold = held.id;
      return;
    }
    request.costNanoUsd = outcome.cost;
    request.basis = outcome.basis;
    const { id, subject } = held;
    const entry = usageEntryOf(request, { id, at: this.parts.now(), subject, ...outcome });
    request.afterwards = this.parts.bookings
      .book({ settle: entry })
      .then(() => noteSoftLimits(request, held, this.parts.desk));
    this.tellExcess(request, held);
  }

  /** Books an answer of the cache, which cost nothing; nobody waits for that. */
  bookCached(request: OutgoingRequest): void {
    const booked = { id: randomUUID(), at: this.parts.now(), subject: subjectOf(request) };
    const entry = usageEntryOf(request, { ...booked, cost: 0n, basis: 'cached' });
    void this.parts.bookings.book({ settle: { ...entry, upstreamMs: 0 } });
  }

  /** The worst case was none: a price or the bound is wrong. */
  private tellExcess({ endpoint, costNanoUsd }: OutgoingRequest, { amount, subject }: HeldRequest): void {
    if (amount === undefined || costNanoUsd === null || costNanoUsd <= amount) return;
    this.parts.log.warn(`${endpoint} cost more than was held for it.`, {
      model: subject.model,
      heldNanoUsd: amount,
      costNanoUsd,
    });
  }

  private async reserve(held: HeldRequest): Promise<void> {
    const open = await this.orUnavailable(held, () => this.parts.desk.open());
    if (open === undefined || !(await this.isLimited(open, held))) return;
    // luxon is for those who have limits.
    this.spans ??= new (await import('./calendar-span.js')).CalendarSpans();
    const estimate = await held.estimate(this.hardLimitOn(held) !== undefined);
    const amount = this.amountOf(estimate, held);
    const { uncounted } = estimate;
    await this.reserveAmount(open.ledger, held, { amount, uncounted, spans: this.spans });
  }

  /** Whether anybody has a limit on it. Where none was known, the ledger knows whether another server has brought one since. */
  private async isLimited({ ledger, known }: OpenDesk, held: HeldRequest): Promise<boolean> {
    const { id, subject } = held;
    const applies = (limit: LedgerLimit) => appliesTo(limit, subject);
    if (known.some(applies)) return true;
    let latest = known;
    const nothing = { id, amount: 0n, at: this.parts.now(), subject, owner: this.parts.owner, leaseUntil: 0 };
    const windows: Hold['windows'] = (all) => {
      latest = all;
      return [];
    };
    await this.orUnavailable(held, () => ledger.reserve({ ...nothing, windows }));
    return latest.some(applies);
  }

  private async reserveAmount(
    ledger: Ledger,
    held: HeldRequest,
    { amount, uncounted, spans }: { amount: bigint; uncounted: string | undefined; spans: CalendarSpans },
  ): Promise<void> {
    const { owner, now, configured, section } = this.parts;
    const { id, subject, outlives } = held;
    const leaseMs = outlives ? holdMsOf(held.request) : LEASE_MS;
    const at = now();
    const rules = { configured, alertAt: section.alertAt, spans };
    let windows: readonly RequestWindow[] = [];
    const hold: Hold = {
      ...{ id, amount, at, subject, owner, leaseUntil: at + leaseMs },
      windows: (known) => {
        windows = windowsOf(known, subject, at, id, rules);
        return windows;
      },
    };
    const reservation = await this.orUnavailable(held, () => ledger.reserve(hold));
    if (reservation === undefined) return;
    this.told = false;
    if (!reservation.granted) {
      const { window: full, spent, reserved } = reservation;
      const window = windows.find(({ limit, key }) => limit.id === full.limit.id && key === full.key)!;
      throw exceeded(window, { spent, reserved, amount, uncounted }, at, waysToSave(held.request));
    }
    if (!reservation.held) return;
    held.amount = amount;
    held.windows = windows;
  }

  private amountOf(estimate: Estimate, held: HeldRequest): bigint {
    if (estimate.nanoUsd !== null) return estimate.nanoUsd;
    const { unknownCost } = this.parts.section;
    if (unknownCost !== undefined) return nanoUsdOf(unknownCost);
    const kept = this.hardLimitOn(held);
    if (kept !== undefined) throw costUnknown(kept, estimate);
    return 0n;
  }

  /** Marks that a try is about to leave. A hold that others have settled meanwhile is replaced by a new one. */
  private async dispatch(held: HeldRequest): Promise<void> {
    held.mayBeSent = false;
    if (held.amount !== undefined && !(await this.mark(held))) {
      await this.parts.bookings.book({ release: held.id });
      held.forget();
      await this.reserve(held);
      if (held.amount !== undefined) await this.mark(held);
    }
    if (held.outlives) await held.request.keepsHold(held.id);
    held.mayBeSent = true;
  }

  private async mark(held: HeldRequest): Promise<boolean> {
    const marked = await this.orUnavailable(held, async () => {
      const { ledger } = await this.parts.desk.open();
      return ledger.dispatch(held.id);
    });
    return marked ?? true;
  }

  /** Undefined where the ledger can't be used, and no hard limit of this server depends on it. */
  private async orUnavailable<T>(held: HeldRequest, use: () => Promise<T>): Promise<T | undefined> {
    try {
      return await use();
    } catch (error) {
      const { log } = this.parts;
      const kept = this.hardLimitOn(held);
      if (!this.told) {
        const consequence = kept === undefined ? 'requests go on uncounted' : 'requests are refused';
        log.error(`The ledger can't be used; ${consequence}.`, { error });
      }
      this.told = true;
      if (kept !== undefined) throw unavailable(kept, error);
      return undefined;
    }
  }

  private hardLimitOn({ subject }: HeldRequest): ConfiguredLimit | undefined {
    return this.parts.configured.find(({ isHard, limit }) => isHard && appliesTo(limit, subject));
  }
}
