import { ToolError } from '../../plugin-api/tool-error.js';
import type { OpenAIProvider } from './openai-provider.js';

const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Whether the organisation's own endpoints may be asked. An admin key rules the whole organisation, so it goes to OpenAI and, for
 * what stands in for it, to this machine; to no other provider, whatever the base URL.
 *
 * @throws ToolError `ADMIN_KEY_MISSING`, `COSTS_NOT_REPORTED`
 */
export function assertAdmin({ kind, name, baseURL }: OpenAIProvider, adminKey: string | undefined): void {
  if (kind !== 'openai' && !THIS_MACHINE.test(new URL(baseURL).hostname))
    throw new ToolError(
      'COSTS_NOT_REPORTED',
      `${name} is not OpenAI: it has no report of costs that is known here, and is never sent an admin key.`,
      'Compare with the bill of that provider; usage-report has what is on record.',
    );
  if (!adminKey)
    throw new ToolError(
      'ADMIN_KEY_MISSING',
      'OPENAI_ADMIN_KEY is not set, so the report of costs can not be read: an ordinary API key may not.',
      'Make an admin key (platform.openai.com, Organization, Admin keys), set OPENAI_ADMIN_KEY or OPENAI_ADMIN_KEY_FILE, and restart the server.',
    );
}
