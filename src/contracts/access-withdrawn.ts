import { ToolError } from '../plugin-api/tool-error.js';

/** For what a client has under way, or would have begun once more, when the config lets it in no longer. */
export const accessWithdrawn = (): ToolError =>
  new ToolError(
    'ACCESS_WITHDRAWN',
    'The server does not let this client in any more, and has ended what it was doing.',
    'Whoever runs the server has taken the client or its token out of the config.',
  );
