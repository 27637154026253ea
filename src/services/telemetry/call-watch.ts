import type { WatchCall } from '../../contracts/watch-call.js';
import { OWN } from './conventions.js';
import type { CurrentTrace } from './current-trace.js';
import type { HouseLabels } from './house-labels.js';
import type { Instruments } from './instruments.js';

export interface CallWatch {
  watch: WatchCall;
  /** Calls under way. */
  readonly running: number;
}

/** Counts calls, and marks the span that they belong to. */
export function callWatch(
  current: CurrentTrace,
  { calls }: Pick<Instruments, 'calls'>,
  labels: HouseLabels,
): CallWatch {
  let running = 0;
  return {
    get running() {
      return running;
    },
    watch: (call) => {
      if (call.dryRun !== undefined) return () => {};
      const { span } = current;
      const client = labels.client(call);
      span?.setAttributes({ [OWN.CALL]: call.id, [OWN.CLIENT]: client, [OWN.PLUGIN]: call.plugin });
      running += 1;
      return ({ code, asked = false }) => {
        running -= 1;
        const ended = labels.code(code ?? (asked ? 'asked' : 'ok'));
        calls.add(1, { client, tool: labels.tool(call), plugin: call.plugin || 'none', code: ended });
        if (code !== undefined) span?.setAttribute(OWN.CODE, code);
      };
    },
  };
}
