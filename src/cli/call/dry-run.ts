import type { Host } from '../../host/host.js';
import type { CallRequest } from '../../host/passage.js';
import { refusal } from '../../host/steps/answer.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { printJson } from '../print.js';
import { printEstimate } from './print-estimate.js';
import { printResult } from './print-result.js';

/** Prints what a call would cost, or what it would fail with. */
export async function dryRun(host: Host, request: CallRequest, asJson: boolean): Promise<number> {
  try {
    const estimate = await host.estimate(request);
    if (asJson) printJson(estimate);
    else printEstimate(estimate);
    return 0;
  } catch (error) {
    if (!ToolError.is(error)) throw error;
    const refused = refusal(error, []);
    if (asJson) printJson(refused);
    else printResult(refused);
    return 1;
  }
}
