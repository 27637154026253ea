import type { MakeStep } from '../request-step.js';

/** Sends a client's requests with its own key, where it has one: as nobody else's organisation or project. */
export const account: MakeStep = ({ accounts }) => ({
  name: 'account',
  send: async (request, next) => {
    const isAdmin = request.endpoint.startsWith('/organization/');
    const key = isAdmin ? undefined : accounts.key(request.access);
    if (key !== undefined) {
      request.ownKey = key;
      request.headers.authorization = `Bearer ${key}`;
      delete request.headers['openai-organization'];
      delete request.headers['openai-project'];
    }
    return next();
  },
});
