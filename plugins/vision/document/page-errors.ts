import { ToolError } from 'openai-mcp-host/plugin';

export interface ErrorOfPage {
  code: string;
  message: string;
}

/** Codes of the host and of tools that speak of one request alone; after any other the next page would fail as well. */
const OF_THE_PAGE =
  /^(CONTENT_REFUSED|CONTEXT_TOO_LONG|OUTPUT_|UPSTREAM_(INVALID|FAILED|REJECTED|TIMEOUT|CONNECTION))/;
/** Answers of the API that speak of the key or the model. */
const FOR_ALL = new Set([401, 403, 404]);

/** Why a page could not be read, in words for the model. */
export function errorOfPage(error: unknown): ErrorOfPage {
  const known = toolErrorIn(error);
  if (known !== undefined) return { code: known.code, message: known.message };
  const { status } = error as { status?: unknown };
  if (typeof status === 'number')
    return { code: 'UPSTREAM_FAILED', message: `The API answered with status ${status}.` };
  return { code: 'UPSTREAM_FAILED', message: 'The request failed.' };
}

/** Whether the next page would fail for the same reason. */
export function isForAllPages(error: unknown): boolean {
  const known = toolErrorIn(error);
  if (known !== undefined) return !OF_THE_PAGE.test(known.code);
  const { status, code } = error as { status?: number; code?: unknown };
  return code === 'insufficient_quota' || (status !== undefined && FOR_ALL.has(status));
}

export const isOverBudget = (error: unknown): boolean => toolErrorIn(error)?.code === 'BUDGET_EXCEEDED';

/** The SDK wraps what the host throws. */
function toolErrorIn(error: unknown): ToolError | undefined {
  for (let each = error; each instanceof Error; each = each.cause) if (ToolError.is(each)) return each;
  return undefined;
}
