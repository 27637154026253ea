import { randomUUID } from 'node:crypto';
import type { LedgerSubject } from '../../storage/ledger.js';
import type { Estimate } from '../estimates/estimate.js';
import { outlives } from '../estimates/outlives.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { RequestWindow } from './request-windows.js';

/** Whose money a request spends. */
export const subjectOf = ({ plugin, call, model }: OutgoingRequest): LedgerSubject => ({
  client: call?.client.name ?? null,
  plugin,
  tool: call?.tool ?? null,
  model,
  call: call?.id ?? null,
});

/** What the ledger holds for one request. */
export class HeldRequest {
  id: string = randomUUID();
  readonly subject: LedgerSubject;
  /** Nano-USD; undefined where nothing is held. */
  amount: bigint | undefined;
  windows: readonly RequestWindow[] = [];
  /** Whether its hold outlives it. */
  readonly outlives: boolean;
  /** Whether the last try may have left. */
  mayBeSent = false;

  constructor(
    request: OutgoingRequest,
    readonly estimate: (isHard: boolean) => Promise<Estimate>,
  ) {
    this.subject = subjectOf(request);
    this.outlives = outlives(request);
  }

  /** Its hold is gone: another one takes its place. */
  forget(): void {
    this.id = randomUUID();
    this.amount = undefined;
    this.windows = [];
  }
}
