import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';
import { APP_MEDIA_TYPE } from '../host/offers/tool-apps.js';
import { TASKS } from './tasks/tasks-extension.js';

/** MCP's extension for pages that clients show with results of tools: MCP Apps. */
const APPS = 'io.modelcontextprotocol/ui';

/** MCP's extensions that the server states, as far as there is something behind them or may come to be. */
export function extensionsOf(
  host: Host,
  access: Access | undefined,
  hasTasks: boolean,
): Pick<ServerCapabilities, 'extensions'> {
  const hasApps = host.changesOften || host.toolsFor(access).some(({ app }) => app !== undefined);
  const extensions = {
    ...(hasTasks && { [TASKS]: {} }),
    ...(hasApps && { [APPS]: { mimeTypes: [APP_MEDIA_TYPE] } }),
  };
  return hasTasks || hasApps ? { extensions } : {};
}
