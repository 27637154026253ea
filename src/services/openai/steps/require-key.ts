import { ToolError } from '../../../plugin-api/tool-error.js';
import type { MakeStep } from '../request-step.js';

/** Refuses without a key. Other providers, a server on this machine above all, may want none. */
export const requireKey: MakeStep = ({ options, provider }) => ({
  name: 'require-key',
  send: async (request, next) => {
    const isStopped = request.call?.dryRun !== undefined && request.isBilled;
    // The admin key goes to these, and comes with the request.
    const isAdmin = request.endpoint.startsWith('/organization/');
    if (options.apiKey || request.ownKey || isStopped || isAdmin) return next();
    if (provider.kind !== 'compatible') {
      throw new ToolError(
        'API_KEY_MISSING',
        'OPENAI_API_KEY is not set, so nothing can be asked of OpenAI.',
        "Set OPENAI_API_KEY (or OPENAI_API_KEY_FILE) in the environment of this server, in the client's configuration, and restart it.",
      );
    }
    delete request.headers.authorization;
    return next();
  },
});
