import type { GateMaterial, GateVerdict } from '../../contracts/call-gate.js';
import { currentCall } from '../../contracts/current-call.js';
import type { ToolErrorFacts } from '../../plugin-api/tool-error.js';
import type { Passage } from '../passage.js';
import { QuestionsAsked } from '../question.js';
import { timedWork } from '../timed-work.js';
import { reasonOf } from './gate-words.js';
import type { GateParts } from './gated-steps.js';

/** Why something was not judged. */
export interface Unjudged {
  reason: string;
  hint?: string | undefined;
  /** Of the error, where it was one. */
  code?: string;
  facts?: ToolErrorFacts;
}

export type CallVerdict = Pick<GateVerdict, 'flagged'> & { unjudged?: Unjudged };

/**
 * Has something of a call judged, within the call's time limit and on its behalf.
 *
 * @throws whatever ended the call meanwhile, and what must be asked first, such as the client's folders.
 */
export async function judgeCall(
  material: GateMaterial,
  { call, served }: Passage,
  { gate, explain, timeoutSeconds }: GateParts,
): Promise<CallVerdict> {
  try {
    const judging = () => call.untilEnded(currentCall.run(call, () => gate.judge(material, call)));
    const { flagged, unjudged } = await timedWork(call, served!.tool, timeoutSeconds, judging);
    if (flagged !== undefined) return { flagged };
    return unjudged === undefined ? {} : { unjudged: { reason: unjudged } };
  } catch (error) {
    if (call.signal.aborted || error instanceof QuestionsAsked) throw error;
    const explained = explain(error, call);
    const { code, hint, facts } = explained;
    return { unjudged: { reason: reasonOf(explained), hint, code, facts } };
  }
}
