import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is, or may come to be while plugins are edited. */
export function offerCapabilities(
  { prompts, resources, changes, logs }: Host,
  access: Access | undefined,
): ServerCapabilities {
  const listed = changes ? { listChanged: true } : {};
  const listedResources = changes || resources.vary ? { listChanged: true } : {};
  const subscribe = changes || resources.tellChangesTo(access) ? { subscribe: true } : {};
  return {
    ...(changes || prompts.listedFor(access).length > 0 ? { prompts: listed } : {}),
    ...(changes || resources.listedFor(access).length > 0
      ? { resources: { ...listedResources, ...subscribe } }
      : {}),
    ...(logs ? { logging: {} } : {}),
    ...(changes || prompts.completeFor(access) || resources.completeFor(access) ? { completions: {} } : {}),
  };
}
