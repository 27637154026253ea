import type { Meter } from '@opentelemetry/api';
import type { HostConfig } from '../../config/host-config.js';
import { BudgetRefusal } from '../../contracts/budget-refusal.js';
import type { Observer } from '../../contracts/observer.js';
import type { RequestRecord } from '../../contracts/request-record.js';
import { OpenAIProvider } from '../openai/openai-provider.js';
import { GEN_AI, GENERAL } from './conventions.js';
import { errorTypeOf } from './error-type.js';
import { figuresOn } from './figures.js';
import { jobRuns } from './job-runs.js';
import { type McpRequestParts, mcpRequests } from './mcp-requests.js';
import { operationOf } from './request-operation.js';
import { requestSight, type SightParts } from './request-sights.js';

export interface ObserverParts extends McpRequestParts, Pick<SightParts, 'labels'> {
  config: HostConfig;
  meter: Meter;
}

/** Counts what goes on, and puts it into traces. */
export function createObserver({ config, meter, ...parts }: ObserverParts): Observer {
  const { instruments, labels, current, tracer } = parts;
  const provider = new OpenAIProvider(config.openai).kind === 'azure' ? 'azure.ai.openai' : 'openai';
  const { upstream } = config.telemetry;

  /** What was sent, under the conventions. */
  const countSent = (record: RequestRecord, model: string, code: string | null) => {
    const error = errorTypeOf(record.status, code);
    const counted = {
      [GEN_AI.OPERATION]: operationOf(record.endpoint),
      [GEN_AI.PROVIDER]: provider,
      [GEN_AI.REQUEST_MODEL]: labels.model({ ...record, model: record.requestedModel }),
      [GEN_AI.RESPONSE_MODEL]: model,
    };
    instruments.requestSeconds.record(record.upstreamMs / 1000, {
      ...counted,
      ...(error !== undefined && { [GENERAL.ERROR]: labels.code(error) }),
    });
    if (record.usage === null) return;
    const { inputTokens, outputTokens } = record.usage;
    instruments.tokens.record(inputTokens, { ...counted, [GEN_AI.TOKEN_TYPE]: 'input' });
    if (outputTokens > 0)
      instruments.tokens.record(outputTokens, { ...counted, [GEN_AI.TOKEN_TYPE]: 'output' });
  };

  const countCost = (nanoUsd: bigint | null, whose: { client: string; tool: string; model: string }) => {
    if (nanoUsd === null) instruments.unpriced.add(1, { model: whose.model });
    else if (nanoUsd > 0n) instruments.cost.add(Number(nanoUsd) / 1e9, whose);
  };

  return {
    mcpRequest: mcpRequests(parts),
    session(transport) {
      const began = performance.now();
      const counted = { [GENERAL.TRANSPORT]: transport };
      instruments.sessions.add(1, counted);
      return () => {
        instruments.sessions.add(-1, counted);
        instruments.sessionSeconds.record((performance.now() - began) / 1000, counted);
      };
    },
    request: (seen) => requestSight(seen, { ...parts, provider, upstream }),
    entered(record, call, code, failure) {
      const model = labels.model(record);
      const whose = { client: labels.client(call), tool: labels.tool(call), model };
      const { plugin, basis, tries, costNanoUsd, work } = record;
      instruments.requests.add(1, { plugin, model, basis, code: labels.code(code ?? 'ok') });
      if (failure instanceof BudgetRefusal)
        instruments.refusals.add(1, { client: whose.client, limit: failure.budget?.limit ?? 'none' });
      if (tries === 0) return;
      countSent(record, model, code);
      // What goes on costs when it has ended.
      if (work !== undefined) return;
      countCost(costNanoUsd, whose);
    },
    booked(record) {
      const client = labels.clientNamed(record.client);
      countCost(record.costNanoUsd, { client, tool: record.tool ?? 'none', model: labels.model(record) });
    },
    ...jobRuns(tracer, current),
    jobEnded: (kind, status) => instruments.jobs.add(1, { kind, status }),
    reads: figuresOn(meter),
  };
}
