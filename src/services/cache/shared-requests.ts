import { ToolError } from '../../plugin-api/tool-error.js';
import type { HttpReply } from '../openai/http-fetch.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { type SharedOutcome, SharedRequest } from './shared-request.js';

type Send = (request: OutgoingRequest) => Promise<HttpReply>;

/** The requests under way that others may share. */
export class SharedRequests {
  private readonly running = new Map<string, SharedRequest>();

  has(key: string): boolean {
    return this.running.has(key);
  }

  /** Joins the request of that key, or is the first to send it. */
  async send(
    key: string,
    own: OutgoingRequest,
    send: Send,
    keep: (sent: OutgoingRequest, outcome: SharedOutcome) => void,
  ): Promise<HttpReply> {
    for (;;) {
      const running = this.running.get(key);
      if (running === undefined) return this.lead(key, own, send, keep).join(own);
      own.basis = 'cached';
      own.costNanoUsd = 0n;
      try {
        return await running.join(own);
      } catch (failure) {
        // The first's budget and limits need not be the others'.
        if (own.signal.aborted || !isRefusedToClient(failure)) throw failure;
        own.basis = 'metered';
        own.costNanoUsd = null;
      }
    }
  }

  private lead(
    key: string,
    own: OutgoingRequest,
    send: Send,
    keep: (sent: OutgoingRequest, outcome: SharedOutcome) => void,
  ) {
    const shared = new SharedRequest(own, send, (outcome) => {
      if (outcome !== undefined) keep(shared.request, outcome);
      if (this.running.get(key) === shared) this.running.delete(key);
    });
    this.running.set(key, shared);
    return shared;
  }
}

const isRefusedToClient = (failure: unknown): boolean =>
  ToolError.is(failure) && (failure.code.startsWith('BUDGET_') || failure.code === 'CLIENT_RATE_LIMITED');
