import { enterRequest } from '../enter-request.js';
import type { MakeStep } from '../request-step.js';

/** Puts the request on record. */
export const record: MakeStep = (services) => ({
  name: 'record',
  send: (request, next) => {
    request.startedAt = performance.now();
    request.answer = services.auditor?.digest();
    return next();
  },
  ended: (request) => enterRequest(request, services),
});
