import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is, or may come to be while plugins are edited. */
export function offerCapabilities({ prompts, resources, changes, logs }: Host): ServerCapabilities {
  const listed = changes ? { listChanged: true } : {};
  const listedResources = changes || resources.vary ? { listChanged: true } : {};
  const subscribe = changes || resources.tellChanges ? { subscribe: true } : {};
  return {
    ...(changes || prompts.listed.length > 0 ? { prompts: listed } : {}),
    ...(changes || resources.listed.length > 0 ? { resources: { ...listedResources, ...subscribe } } : {}),
    ...(logs ? { logging: {} } : {}),
    ...(changes || prompts.complete || resources.complete ? { completions: {} } : {}),
  };
}
