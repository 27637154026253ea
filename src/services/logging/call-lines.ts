import { currentCall } from '../../contracts/current-call.js';
import type { WatchCall } from '../../contracts/watch-call.js';
import type { Logger } from '../../plugin-api/logger.js';
import { callUsageOf } from '../costs/call-usage.js';

/** A line for each call that has ended: how, what it cost, and OpenAI's ids of its requests. */
export const callLines =
  (log: Logger): WatchCall =>
  (call) => {
    const began = performance.now();
    return ({ code, asked = false }) => {
      const { model, costUsd, cached, requestIds } = callUsageOf(call);
      const ended = code ?? (asked ? 'asked' : 'ok');
      const facts = {
        ...{ code: ended, ms: Math.round(performance.now() - began), costUsd, cached },
        ...(model !== null && { model }),
        ...(requestIds.length > 0 && { requestId: requestIds.join(' ') }),
      };
      currentCall.run(call, () =>
        log.info(`tools/call ${call.plugin === '' ? 'of an unknown tool' : call.tool}`, facts),
      );
    };
  };
