import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';

/** What the server says it has beside tools: only what there is. */
export function offerCapabilities({ prompts, resources }: Host): ServerCapabilities {
  return {
    ...(prompts.listed.length > 0 ? { prompts: {} } : {}),
    ...(resources.listed.length > 0 ? { resources: {} } : {}),
    ...(prompts.complete || resources.complete ? { completions: {} } : {}),
  };
}
