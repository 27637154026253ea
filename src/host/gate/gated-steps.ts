import type { CallGate } from '../../contracts/call-gate.js';
import type { CallUsage } from '../../contracts/call-usage.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { ExplainFailure } from '../explain-failure.js';
import type { CallStep } from '../passage.js';
import type { HeldAnswers } from './held-answers.js';
import { moderateInput } from './moderate-input.js';
import { moderateOutput } from './moderate-output.js';
import { placeGate } from './place-gate.js';

/** What the gate works with. */
export interface GateParts {
  gate: CallGate;
  held: HeldAnswers;
  explain: ExplainFailure;
  usageOf: (call: RunningCall) => CallUsage;
  /** Within which something must have been judged, unless the tool sets its own limit. */
  timeoutSeconds: number;
}

/** The steps of a call with the gate among them. */
export const gatedSteps = (steps: readonly CallStep[], parts: GateParts): CallStep[] =>
  placeGate(steps, ({ name }) => name, { input: moderateInput(parts), output: moderateOutput(parts) });
