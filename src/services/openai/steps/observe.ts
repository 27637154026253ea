import { failureCode } from '../../audit/failure-code.js';
import type { MakeStep } from '../request-step.js';

/** Lets whoever watches follow the request from here to its end, and carry its trace on. */
export const observe: MakeStep = ({ observer }) => {
  const name = 'observe';
  if (observer === undefined) return { name };
  return {
    name,
    send: (request, next) => {
      const { plugin, call, endpoint, model, url, body } = request;
      request.sight = observer.request({ plugin, call, endpoint, model, url, json: body.json });
      Object.assign(request.headers, request.sight.headers);
      return next();
    },
    ended: (request) => {
      const { sight, record } = request;
      if (record !== undefined) sight?.ended(record, failureCode(request), request.responseId);
    },
  };
};
