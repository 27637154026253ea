import type { EndedCallsSummary } from '../../contracts/operations-data.js';
import type { WatchCall } from '../../contracts/watch-call.js';

interface Counted {
  count: number;
  lastTool: string;
  lastAt: number;
}

/** Plugins choose codes as they like: beyond so many, they are counted as one. */
const MOST_CODES = 200;
const LONGEST_NAME = 200;

/** Counts how calls end, for as long as a host runs. */
export class EndedCalls {
  private readonly since: number;
  private readonly codes = new Map<string, Counted>();
  private calls = 0;
  private failed = 0;

  /** @param now ms since 1970. */
  constructor(private readonly now: () => number) {
    this.since = now();
  }

  readonly watchCall: WatchCall = (call) => (end) => {
    if (end.asked !== true && call.dryRun === undefined) this.add(call.tool, end.code);
  };

  get summary(): EndedCallsSummary {
    const codes = [...this.codes]
      .map(([code, { count, lastTool, lastAt }]) => ({
        ...{ code, count, lastTool, lastAt: new Date(lastAt).toISOString() },
      }))
      .sort((one, other) => other.count - one.count);
    const { calls, failed } = this;
    return { since: new Date(this.since).toISOString(), calls, failed, codes };
  }

  private add(tool: string, code: string | undefined): void {
    this.calls += 1;
    if (code === undefined) return;
    this.failed += 1;
    const name = code.slice(0, LONGEST_NAME);
    const key = this.codes.has(name) || this.codes.size < MOST_CODES ? name : 'others';
    const count = (this.codes.get(key)?.count ?? 0) + 1;
    this.codes.set(key, { count, lastTool: tool.slice(0, LONGEST_NAME), lastAt: this.now() });
  }
}
