import { ToolError } from 'openai-mcp-host/plugin';

/** Why a part failed, in a word of ours: what others say of it is not for the model. */
export function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (ToolError.is(cause)) return cause.code;
  }
  const status: unknown = Reflect.get(Object(error), 'status');
  return typeof status === 'number' ? `HTTP_${status}` : 'FAILED';
}

const FOR_ALL = /^(API_|MODEL_|QUOTA_EXHAUSTED$|UPSTREAM_NOT_FOUND$|HTTP_40[134]$)/;

/** Whether every other part of the same work would be refused alike: nobody needs to ask. */
export const isForAllParts = (error: unknown): boolean =>
  FOR_ALL.test(codeOf(error)) || Reflect.get(Object(error), 'code') === 'insufficient_quota';
