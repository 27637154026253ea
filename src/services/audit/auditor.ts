import { hash } from 'node:crypto';
import type { RequestRecord } from '../../contracts/request-record.js';
import type { WatchCall } from '../../contracts/watch-call.js';
import { canonicalJson } from '../canonical-json.js';
import { callUsageOf } from '../costs/call-usage.js';
import { totalCost } from '../costs/total-cost.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { AnswerDigest } from './answer-digest.js';
import { type AuditRecord, BLANK, outcomeOf } from './audit-record.js';
import type { AuditTrail } from './audit-trail.js';
import { failureCode } from './failure-code.js';
import { payloadOf } from './payload.js';

const LONGEST_NAME = 200;
const MOST_NAMES = 1000;

/** null for what can't be JSON: a record never fails a call. */
function hashOf(value: unknown): string | null {
  try {
    return hash('sha256', canonicalJson(value), 'hex');
  } catch {
    return null;
  }
}

const nanoText = (cost: bigint | null): string | null => (cost === null ? null : String(cost));

/** Makes the records of calls and of requests. */
export class Auditor {
  /** Those of clients, plugins and tools, masked: the same few come again and again. */
  private readonly names = new Map<string, string>();

  constructor(
    private readonly trail: AuditTrail,
    /** Takes secrets out of a text. */
    private readonly mask: (text: string) => string,
  ) {}

  /** The input is hashed before anybody can change it. */
  readonly watchCall: WatchCall = (call, input) => {
    const began = performance.now();
    const inputSha256 = hashOf(input ?? {});
    const payload = this.payload('input', input ?? {});
    return ({ result, code = null, asked = false }) => {
      const { model, requestedModel, inputTokens, cachedInputTokens, outputTokens, requestIds } =
        callUsageOf(call);
      this.trail.add({
        ...BLANK,
        kind: 'call',
        ...this.whose(call.client.name, call.plugin, call.tool),
        call: call.id,
        model,
        requestedModel,
        inputTokens,
        cachedInputTokens,
        outputTokens,
        requestIds,
        costNanoUsd: nanoText(totalCost(call.requests)),
        ms: Math.round(performance.now() - began),
        outcome: asked ? 'asked' : outcomeOf(code),
        code,
        inputSha256,
        outputSha256: result === undefined ? null : hashOf(result),
        moderation: call.moderation,
        ...payload,
        ...(result === undefined ? {} : this.payload('output', result)),
      });
    };
  };

  /** What reads along with the answer of a request. */
  digest(): AnswerDigest {
    return new AnswerDigest(this.trail.policy.payloads);
  }

  addRequest(request: OutgoingRequest, record: RequestRecord): void {
    const { usage, costNanoUsd, requestId, upstreamMs, endpoint, requestedModel, model, basis } = record;
    const { content } = request.body;
    const code = failureCode(request);
    this.trail.add({
      ...BLANK,
      kind: 'request',
      ...this.whose(record.client, record.plugin, record.tool),
      call: request.call?.id ?? null,
      endpoint,
      requestedModel,
      model,
      routing: request.route?.reason ?? null,
      inputTokens: usage?.inputTokens ?? 0,
      cachedInputTokens: usage?.cachedInputTokens ?? 0,
      outputTokens: usage?.outputTokens ?? 0,
      costNanoUsd: nanoText(costNanoUsd),
      basis,
      ms: upstreamMs,
      outcome: outcomeOf(code),
      code,
      status: record.status,
      tries: record.tries,
      requestIds: requestId === null ? [] : [requestId],
      inputSha256: content === undefined ? null : hashOf(content),
      outputSha256: request.answer?.sha256 ?? null,
      ...(content === undefined ? {} : this.payload('input', content)),
      ...(request.answer === undefined ? {} : this.payload('output', request.answer.payload)),
    });
  }

  private whose(client: string | null, plugin: string | null, tool: string | null) {
    return { client: this.nameOf(client), plugin: this.nameOf(plugin), tool: this.nameOf(tool) };
  }

  private nameOf(text: string | null): string | null {
    if (!text) return text;
    const cut = text.slice(0, LONGEST_NAME);
    const known = this.names.get(cut);
    if (known !== undefined) return known;
    const masked = this.mask(cut);
    if (this.names.size < MOST_NAMES) this.names.set(cut, masked);
    return masked;
  }

  private payload<Side extends 'input' | 'output'>(
    side: Side,
    value: unknown,
  ): Pick<AuditRecord, Side> | object {
    if (!this.trail.policy.payloads) return {};
    try {
      return { [side]: payloadOf(value, this.mask) };
    } catch {
      return {};
    }
  }
}
