import { GateRefusal } from '../../contracts/call-gate.js';
import { withheldFiles } from '../../contracts/withheld-files.js';
import type { Passage } from '../passage.js';
import { flaggedWords } from './gate-words.js';
import type { GateParts } from './gated-steps.js';
import { refuse } from './settle-answer.js';
import { removeFiles } from './withheld.js';

/** Ends a call that has come back with a person's word on its answer; the tool is not run again. */
export async function giveHeldAnswer(passage: Passage, parts: GateParts): Promise<boolean> {
  const { call } = passage;
  const claimed = await parts.held.claim(passage);
  if (claimed === undefined) return false;
  const { answer, accepted } = claimed;
  const { result, flagged, files } = answer;
  call.moderation.push({
    side: 'output',
    decision: accepted ? 'accepted' : 'refused',
    categories: flagged,
  });
  passage.result = result;
  if (accepted) {
    withheldFiles.release(files);
    return true;
  }
  await removeFiles(files);
  const words = flaggedWords(call.tool, 'output', flagged, 'declined');
  await refuse(passage, new GateRefusal('MODERATION_FLAGGED', ...words), parts);
  return true;
}
