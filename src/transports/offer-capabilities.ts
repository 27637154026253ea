import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is, or may come to be while plugins are edited. */
export function offerCapabilities(host: Host, access: Access | undefined): ServerCapabilities {
  if (access !== undefined) return capabilitiesFor(access, host);
  const stated = known.get(host.resources) ?? capabilitiesFor(undefined, host);
  known.set(host.resources, stated);
  return stated;
}

/** By what is served: over HTTP a server is made for each request. */
const known = new WeakMap<Host['resources'], ServerCapabilities>();

function capabilitiesFor(
  access: Access | undefined,
  { prompts, resources, changes, logs }: Host,
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
