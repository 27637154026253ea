import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';

/**
 * What the server says it has beside tools: only what there is, or may come to be while plugins are edited. What another
 * config brings where there was nothing of the kind is there for clients that connect from then on.
 */
export function offerCapabilities(host: Host): ServerCapabilities {
  const { prompts, resources, changes, changesOften: mayCome, logs } = host;
  const listed = changes ? { listChanged: true } : {};
  const listedResources = changes || resources.vary ? { listChanged: true } : {};
  const subscribe = mayCome || resources.tellChanges ? { subscribe: true } : {};
  return {
    ...(mayCome || prompts.listed.length > 0 ? { prompts: listed } : {}),
    ...(mayCome || resources.listed.length > 0 ? { resources: { ...listedResources, ...subscribe } } : {}),
    ...(logs ? { logging: {} } : {}),
    ...(mayCome || prompts.complete || resources.complete ? { completions: {} } : {}),
  };
}
