import type { Access } from '../../contracts/access.js';
import { accessWithdrawn } from '../../contracts/access-withdrawn.js';
import { AccessRefusal } from '../../contracts/authenticate.js';
import type { Host } from '../../host/host.js';
import type { Admission } from './admission.js';

/** What a client is given to take the ends of its calls. */
const LAST_WORDS_MS = 2000;

/** What clients have open. */
export interface OpenToClients {
  /** As whom each was let in. */
  readonly admissions: Iterable<Admission>;
  /** Ends streams that last, by as whom their clients were let in. */
  cut?(isOut: (admission: Admission) => boolean): void;
  /** Settles when calls of these have been answered. */
  answered?(isOut: (admission: Admission) => boolean): Promise<void>;
  /** Ends whatever of them is left. */
  endThose?(isOut: (admission: Admission) => boolean): void;
}

/** Ends what clients have open whom the config lets in no more: their streams at once, their calls in so many words, then their sessions. */
export class LockOut {
  private turn = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly holders: () => readonly (OpenToClients | undefined)[],
  ) {}

  private get open(): OpenToClients[] {
    return this.holders().filter((each) => each !== undefined);
  }

  /** Looks at all that is open, after a change of the config. */
  look(): Promise<void> {
    this.turn = this.turn.then(() => this.lockOut()).catch((error: unknown) => this.report(error));
    return this.turn;
  }

  private async lockOut(): Promise<void> {
    const out = await this.refused();
    if (out.size === 0) return;
    const isOut = (admission: Admission) => out.has(admission);
    for (const each of this.open) each.cut?.(isOut);
    const accesses = new Set<Access>([...out].map(({ access }) => access));
    await this.host.calls.end((access) => accesses.has(access), accessWithdrawn);
    await Promise.race([
      this.answered(isOut),
      new Promise((late) => setTimeout(late, LAST_WORDS_MS).unref()),
    ]);
    // What goes out on a stream without an end of its own goes first.
    await new Promise(setImmediate);
    for (const each of this.open) each.endThose?.(isOut);
    const clients = [...new Set([...accesses].map(({ name }) => name))];
    this.host.http.log.info('What clients had open was ended: they are let in no more.', { clients });
  }

  private async answered(isOut: (admission: Admission) => boolean): Promise<void> {
    await Promise.all(this.open.map((each) => each.answered?.(isOut)));
  }

  private async refused(): Promise<Set<Admission>> {
    const known = new Map<string, Promise<Access | 'out' | 'unknown'>>();
    const refused = new Set<Admission>();
    for (const { admissions } of this.open)
      for (const admission of admissions) {
        const { access, credentials, follows = [] } = admission;
        const key = JSON.stringify([access.name, credentials]);
        const looking = known.get(key) ?? this.accessNow(admission);
        known.set(key, looking);
        const now = await looking;
        const isTold = (uri: string) => now === 'unknown' || this.host.resources.isFor(uri, now as Access);
        if (now === 'out' || !follows.every(isTold)) refused.add(admission);
      }
    return refused;
  }

  /** A token that has expired since was good for what was begun with it; where nobody can say, all stays as it is. */
  private async accessNow({ access, credentials }: Admission): Promise<Access | 'out' | 'unknown'> {
    try {
      const now = await this.host.http.authenticate?.(credentials);
      if (now instanceof AccessRefusal) return now.isLate || now.status === 503 ? 'unknown' : 'out';
      return now?.name === access.name ? now : 'out';
    } catch (error) {
      this.report(error);
      return 'unknown';
    }
  }

  private report(error: unknown): void {
    this.host.http.log.error('Whether clients may stay could not be looked at.', { error: String(error) });
  }
}
