import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is, or may come to be while plugins are edited. What another config brings where there was nothing of the kind is there for clients that connect from then on. */
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
  { prompts, resources, changes, changesOften: mayCome, logs }: Host,
): ServerCapabilities {
  const listed = changes ? { listChanged: true } : {};
  const listedResources = changes || resources.vary ? { listChanged: true } : {};
  const subscribe = mayCome || resources.tellChangesTo(access) ? { subscribe: true } : {};
  return {
    ...(mayCome || prompts.listedFor(access).length > 0 ? { prompts: listed } : {}),
    ...(mayCome || resources.listedFor(access).length > 0
      ? { resources: { ...listedResources, ...subscribe } }
      : {}),
    ...(logs ? { logging: {} } : {}),
    ...(mayCome || prompts.completeFor(access) || resources.completeFor(access) ? { completions: {} } : {}),
  };
}
