import { currentCall } from '../contracts/current-call.js';
import { type CallEstimate, Estimates } from '../plugin-api/estimates.js';
import { ToolError } from '../plugin-api/tool-error.js';
import type { Host } from './host.js';

const NEVER = new AbortController().signal;

/** Estimates on behalf of the call that asks. */
export class HostEstimates extends Estimates {
  constructor(private readonly host: () => Host) {
    super();
  }

  async estimate(tool: string, args: Record<string, unknown>): Promise<CallEstimate> {
    const { client = { name: 'unknown' }, signal = NEVER } = currentCall.getStore() ?? {};
    try {
      return await this.host().estimate({ tool, arguments: args, client, signal });
    } catch (error) {
      // Of the call that asks, it is an argument that names no tool.
      if (!ToolError.is(error) || error.code !== 'TOOL_UNKNOWN') throw error;
      throw new ToolError('INPUT_INVALID', error.message, error.hint);
    }
  }
}
