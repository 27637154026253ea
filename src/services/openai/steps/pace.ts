import type { PacedRequest } from '../../pace/paced-request.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

/** Waits for the request's turn, and sees to it that each of its tries has one. */
export const pace: MakeStep = ({ pace }) => {
  const paced = new WeakMap<OutgoingRequest, PacedRequest>();
  return {
    name: 'pace',
    send: async (request, next) => {
      const departure = pace.pacedRequest(request);
      const since = request.sight && performance.now();
      try {
        await departure.enter();
      } catch (refusal) {
        request.costNanoUsd = 0n;
        throw refusal;
      } finally {
        if (since !== undefined) request.sight?.waited(performance.now() - since);
      }
      paced.set(request, departure);
      request.departure = departure;
      return next();
    },
    ended: (request) => paced.get(request)?.ended(),
  };
};
