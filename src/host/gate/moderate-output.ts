import { GateRefusal } from '../../contracts/call-gate.js';
import type { CallStep, Passage } from '../passage.js';
import { QuestionsAsked } from '../question.js';
import { ROUTING, USAGE } from '../steps/answer.js';
import type { GateParts } from './gated-steps.js';
import { giveHeldAnswer } from './give-held-answer.js';
import { judgeCall } from './judge-call.js';
import { passUnjudged, refuseEnded, refuseFlagged, refuseUnjudged } from './settle-answer.js';
import { release, removeFiles } from './withheld.js';

const side = 'output';

/**
 * Holds back what a tool answers until it has been judged: its result, errors and notes, the files that it saved, and what it
 * asks the client. Meanwhile its progress says only how far it is.
 */
export const moderateOutput = (parts: GateParts): CallStep => ({
  name: 'moderate-output',
  async pass(passage, next) {
    const { call } = passage;
    if (call.dryRun !== undefined || !(await parts.gate.covers(call.tool, side))) return next();
    if (await giveHeldAnswer(passage, parts)) return;
    call.isWithheld = true;
    parts.held.underWay.add(call);
    try {
      const questions = await questionsOf(next);
      if (call.signal.aborted) await removeFiles(call.savedFiles);
      else if (hasOnlyOurWords(passage, questions)) release(call);
      else await settle(passage, questions, parts);
      if (questions !== undefined && passage.result === undefined) throw questions;
    } finally {
      parts.held.underWay.delete(call);
    }
  },
});

/** The questions with which the call ends, if any. */
async function questionsOf(next: () => Promise<void>): Promise<QuestionsAsked | undefined> {
  try {
    await next();
    return undefined;
  } catch (error) {
    if (error instanceof QuestionsAsked) return error;
    throw error;
  }
}

/** Whether the tool has had no say in it: to ask a client for its folders takes no words. */
const hasOnlyOurWords = ({ call, input, failure }: Passage, asked: QuestionsAsked | undefined): boolean =>
  input === undefined ||
  failure instanceof GateRefusal ||
  call.moderation.at(-1)?.decision === 'asked' ||
  (asked?.questions.every(({ capability }) => capability === 'roots') ?? false);

async function settle(
  passage: Passage,
  questions: QuestionsAsked | undefined,
  parts: GateParts,
): Promise<void> {
  const { call, result, failure } = passage;
  const { [USAGE]: _, [ROUTING]: __, ...meta } = result?._meta ?? {};
  const content = questions?.questions ?? { ...result, _meta: meta };
  try {
    const material = { side, content, files: call.savedFiles } as const;
    const { flagged, unjudged } = await judgeCall(material, passage, parts);
    if (flagged !== undefined) {
      // What is no answer is not worth a person's time.
      const isAnswer = questions === undefined && failure === undefined;
      await refuseFlagged(passage, flagged, isAnswer, parts);
    } else if (unjudged === undefined) {
      call.moderation.push({ side, decision: 'passed' });
      release(call);
    } else if (parts.gate.passesUnjudged) passUnjudged(passage, unjudged);
    else await refuseUnjudged(passage, unjudged, parts);
  } catch (error) {
    if (error instanceof QuestionsAsked) throw error;
    await refuseEnded(passage, error, parts);
  }
}
