import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is, or may come to be while plugins are edited. */
export function offerCapabilities(host: Host): ServerCapabilities {
  const stated = known.get(host.resources) ?? capabilitiesOf(host);
  known.set(host.resources, stated);
  return stated;
}

/** By what is served: over HTTP a server is made for each request. */
const known = new WeakMap<Host['resources'], ServerCapabilities>();

function capabilitiesOf({ prompts, resources, changes, logs }: Host): ServerCapabilities {
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
