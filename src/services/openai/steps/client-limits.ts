import { GATE } from '../../../contracts/call-gate.js';
import type { Taken } from '../../access/client-limits.js';
import { worstTokens } from '../../pace/worst-tokens.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

/** Refuses what is more than its client may ask for in a minute. */
export const clientLimits: MakeStep = ({ clientLimits }) => {
  const taken = new WeakMap<OutgoingRequest, Taken>();
  return {
    name: 'client-limits',
    send: async (request, next) => {
      const { access, isBilled, plugin } = request;
      if (access?.limits === undefined || !isBilled || plugin === GATE) return next();
      try {
        const limits = await clientLimits();
        const took = await limits.takeRequest(access, worstTokens(request));
        if (took !== undefined) taken.set(request, took);
      } catch (refusal) {
        request.costNanoUsd = 0n;
        throw refusal;
      }
      return next();
    },
    ended: async (request) => {
      const took = taken.get(request);
      const { access, usage, tries } = request;
      if (took === undefined || access === undefined) return;
      const { tokens } = took.load;
      if (tries === 0) (await clientLimits()).correct(access, took, { requests: -1, tokens: -tokens });
      else if (usage && tokens > 0) {
        const used = usage.tokens.inputTokens + usage.tokens.outputTokens;
        (await clientLimits()).correct(access, took, { requests: 0, tokens: used - tokens });
      }
    },
  };
};
