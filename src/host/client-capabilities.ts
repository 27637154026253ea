import type { ClientCapability } from '../plugin-api/tool-call.js';

/** What a client may be able to do for a tool. */
export const CLIENT_CAPABILITIES: readonly ClientCapability[] = ['elicitation', 'sampling', 'roots'];
