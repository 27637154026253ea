import type { Budgets } from '../../budgets/budgets.js';
import { estimateRequest } from '../../estimates/estimate-request.js';
import { promptCount } from '../prompt-count.js';
import type { MakeStep } from '../request-step.js';

/** Holds what the request may cost before it is sent, and books what it did cost. */
export const reserve: MakeStep = (services) => {
  let budgets: Budgets | undefined;
  return {
    name: 'reserve',
    send: async (request, next) => {
      budgets ??= await services.budgets();
      await budgets.hold(request, async (isHard) => {
        const count = isHard ? promptCount(request, services) : undefined;
        request.estimate = await estimateRequest(request, services, count);
        return request.estimate;
      });
      return next();
    },
    ended: (request) => budgets?.settle(request),
  };
};
