import type { Access } from '../contracts/access.js';
import { currentCall } from '../contracts/current-call.js';
import { type CallEstimate, Estimates } from '../plugin-api/estimates.js';
import type { Client } from '../plugin-api/tool-call.js';
import { ToolError } from '../plugin-api/tool-error.js';

/** A call that is to be estimated, and on whose behalf. */
export interface EstimateRequest {
  tool: string;
  arguments: Record<string, unknown>;
  client: Client;
  /** As of the call that asks: what it is shown is its owner's. */
  isLocal?: boolean;
  access?: Access;
  owner?: string;
  signal: AbortSignal;
}

const NEVER = new AbortController().signal;

/** Estimates on behalf of the call that asks. */
export class CallEstimates extends Estimates {
  /** @param dryRun takes the call, up to what it would pay for. */
  constructor(private readonly dryRun: (request: EstimateRequest) => Promise<CallEstimate>) {
    super();
  }

  async estimate(tool: string, args: Record<string, unknown>): Promise<CallEstimate> {
    const call = currentCall.getStore();
    const { client = { name: 'unknown' }, signal = NEVER, isLocal = false, access, owner } = call ?? {};
    const whose = { client, isLocal, ...(access && { access }), ...(owner && { owner }) };
    try {
      return await this.dryRun({ tool, arguments: args, signal, ...whose });
    } catch (error) {
      // Of the call that asks, it is an argument that names no tool.
      if (!ToolError.is(error) || error.code !== 'TOOL_UNKNOWN') throw error;
      throw new ToolError('INPUT_INVALID', error.message, error.hint);
    }
  }
}
