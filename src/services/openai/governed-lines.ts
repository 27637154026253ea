import { currentCall } from '../../contracts/current-call.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { BatchLine, FittedLine } from '../../plugin-api/batch-lines.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { OutgoingRequest } from './outgoing-request.js';
import { readBody } from './request-body.js';
import type { MakeStep, RequestStep, StepServices } from './request-step.js';
import { admitModel } from './steps/admit-model.js';
import { capOutput } from './steps/cap-output.js';
import { fitParameters } from './steps/fit-parameters.js';
import { resolveModel } from './steps/resolve-model.js';
import { walkSteps } from './walk-steps.js';

/** What changes a request, of all the steps that it takes. */
const CHANGING: readonly MakeStep[] = [resolveModel, admitModel, fitParameters, capOutput];

const ARRIVED: RequestStep = {
  name: 'line',
  send: async () => ({ status: 200, headers: {}, body: Buffer.alloc(0), abort: () => {} }),
};

/** Takes lines of batches through the steps that change a request, as far as where it would leave. */
export class GovernedLines {
  private readonly steps: readonly RequestStep[];

  constructor(private readonly services: Omit<StepServices, 'ask'>) {
    const ask = () => Promise.reject(new Error('A line asks for nothing by itself.'));
    this.steps = [...CHANGING.map((make) => make({ ...services, ask })), ARRIVED];
  }

  async fit({ url, body }: BatchLine, call: ToolCall): Promise<FittedLine> {
    const remarks: string[] = [];
    const { baseURL } = this.services.provider;
    const endpoint = url.replace(/^\/v1/, '');
    const request = new OutgoingRequest({
      plugin: currentCall.getStore()?.plugin ?? 'batch',
      call: remarkedBy(remarks),
      method: 'POST',
      url: new URL(baseURL.replace(/\/$/, '') + endpoint),
      endpoint,
      headers: {},
      body: readBody(JSON.stringify(body), 'application/json'),
      signal: call.signal,
    });
    await walkSteps(this.steps, request, this.services.log);
    const { service_tier: _, ...fitted } = request.body.json ?? {};
    return { body: fitted, remarks };
  }
}

/** The call, but for its remarks: those of one line are not those of all. */
function remarkedBy(remarks: string[]): RunningCall | undefined {
  const call = currentCall.getStore();
  if (call === undefined) return undefined;
  return Object.assign(Object.create(call) as RunningCall, {
    routes: [],
    note: (remark: string) => void remarks.push(remark),
  });
}
