import { ToolError } from '../../plugin-api/tool-error.js';
import type { CallResult } from '../passage.js';
import { refusal } from '../steps/answer.js';

const JOB = 'openai-mcp-host/job';

/** What a client gets whose call goes on without it. */
export function stillRunning(
  tool: string,
  seconds: number,
  job: string,
): { result: CallResult; failure: ToolError } {
  const failure = new ToolError(
    'STILL_RUNNING',
    `${tool} is not done after ${seconds} s, and goes on in the background as the job ${job}.`,
    `Get its result with get-job {"id":"${job}","wait_seconds":45}; cancel-job stops it. Do not call ${tool} again for it.`,
  );
  const result = refusal(failure, []);
  return { result: { ...result, _meta: { ...result._meta, [JOB]: job } }, failure };
}
