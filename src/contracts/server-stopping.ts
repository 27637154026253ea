import { ToolError } from '../plugin-api/tool-error.js';

/** For whatever comes, or is still under way, when the server stops. */
export const serverStopping = (): ToolError =>
  new ToolError('SERVER_STOPPING', 'The server is stopping.', 'Call again once it is back.');
