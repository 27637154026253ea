import { type GateRecord, GateRefusal } from '../../contracts/call-gate.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { Passage } from '../passage.js';
import { QuestionsAsked } from '../question.js';
import { metaOf, NOTES, refusal, USAGE } from '../steps/answer.js';
import { flaggedWords, heldBackWords, unjudgedNote, unjudgedWords } from './gate-words.js';
import type { GateParts } from './gated-steps.js';
import type { Unjudged } from './judge-call.js';
import { release, removeFiles } from './withheld.js';

const side = 'output';

const record = ({ call }: Passage, rest: Omit<GateRecord, 'side'>) => call.moderation.push({ side, ...rest });

/**
 * Refuses a flagged answer, or holds it until a person has been asked.
 *
 * @throws QuestionsAsked where a person is asked.
 */
export async function refuseFlagged(
  passage: Passage,
  flagged: Readonly<Record<string, number>>,
  mayAsk: boolean,
  parts: GateParts,
): Promise<void> {
  const asks = mayAsk && parts.gate.asks;
  if (asks && passage.request.respondent?.can('elicitation')) {
    record(passage, { decision: 'asked', categories: flagged });
    throw new QuestionsAsked([await parts.held.hold(passage, flagged)]);
  }
  record(passage, { decision: 'refused', categories: flagged });
  const words = flaggedWords(passage.call.tool, side, flagged, asks ? 'unavailable' : undefined);
  await refuse(passage, new GateRefusal('MODERATION_FLAGGED', ...words), parts);
}

export function passUnjudged(passage: Passage, unjudged: Unjudged): void {
  const { code } = unjudged;
  record(passage, { decision: 'unjudged-passed', ...(code === undefined ? {} : { code }) });
  release(passage.call);
  const { result } = passage;
  if (result === undefined) return;
  const note = unjudgedNote(side, unjudged);
  result.content.push({ type: 'text', text: `Note: ${note}` });
  const notes = (result._meta?.[NOTES] ?? []) as string[];
  result._meta = { ...result._meta, [NOTES]: [...notes, note] };
}

/** An error keeps its code, which says what to do more often than not. */
export async function refuseUnjudged(passage: Passage, unjudged: Unjudged, parts: GateParts): Promise<void> {
  const { call, failure } = passage;
  const { code, facts } = unjudged;
  record(passage, { decision: 'unjudged-refused', ...(code === undefined ? {} : { code }) });
  const refused =
    failure === undefined
      ? new GateRefusal('MODERATION_UNAVAILABLE', ...unjudgedWords(call.tool, side, unjudged), facts)
      : new ToolError(failure.code, ...heldBackWords(call.tool, unjudged), failure.facts);
  await refuse(passage, refused, parts);
}

/** The call ended while its answer was judged: cancelled, or out of time. */
export const refuseEnded = (passage: Passage, error: unknown, parts: GateParts): Promise<void> =>
  refuse(passage, parts.explain(error, passage.call), parts);

/** Puts an error in the place of all that the tool has said and made. */
export async function refuse(passage: Passage, failure: ToolError, { usageOf }: Pick<GateParts, 'usageOf'>) {
  const { call, result } = passage;
  const { [NOTES]: _, ...meta } = metaOf(call, usageOf);
  // Of an answer that was held, the call that it came from is over.
  const usage = result?._meta?.[USAGE] ?? meta[USAGE];
  const refused = refusal(failure, []);
  passage.failure = failure;
  passage.result = { ...refused, _meta: { ...refused._meta, ...meta, [USAGE]: usage } };
  await removeFiles(call.savedFiles);
  call.isWithheld = false;
}
