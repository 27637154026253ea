import { GateRefusal } from '../../contracts/call-gate.js';
import type { Confirmation } from '../../plugin-api/tool-call.js';
import type { CallStep, Passage } from '../passage.js';
import { QuestionsAsked } from '../question.js';
import { flaggedWords, questionOf, unjudgedNote, unjudgedWords } from './gate-words.js';
import type { GateParts } from './gated-steps.js';
import { judgeCall } from './judge-call.js';

/**
 * Keeps what is flagged from a tool, before anything of it runs or is spent. Stands in two places: what a plugin's step
 * has changed in between is judged anew.
 */
export function moderateInput(parts: GateParts): CallStep {
  const judged = new WeakMap<Passage, unknown>();
  return {
    name: 'moderate-input',
    async pass(passage, next) {
      const { call, input } = passage;
      const isNew = judged.get(passage) !== input;
      if (isNew && call.dryRun === undefined && (await parts.gate.covers(call.tool, 'input'))) {
        judged.set(passage, input);
        await letIn(passage, parts);
      }
      await next();
    },
  };
}

async function letIn(passage: Passage, parts: GateParts): Promise<void> {
  const { call, input } = passage;
  const { gate } = parts;
  const side = 'input';
  const { flagged, unjudged } = await judgeCall({ side, content: input }, passage, parts);
  if (flagged !== undefined) {
    const answer = gate.asks ? await ask(passage, flagged) : undefined;
    const decision = answer === 'accepted' ? 'accepted' : 'refused';
    call.moderation.push({ side, decision, categories: flagged });
    if (decision === 'accepted') return;
    throw new GateRefusal('MODERATION_FLAGGED', ...flaggedWords(call.tool, side, flagged, answer));
  }
  if (unjudged === undefined) {
    call.moderation.push({ side, decision: 'passed' });
    return;
  }
  const { code } = unjudged;
  const decision = gate.passesUnjudged ? 'unjudged-passed' : 'unjudged-refused';
  call.moderation.push({ side, decision, ...(code === undefined ? {} : { code }) });
  if (!gate.passesUnjudged)
    throw new GateRefusal(
      'MODERATION_UNAVAILABLE',
      ...unjudgedWords(call.tool, side, unjudged),
      unjudged.facts,
    );
  call.note(unjudgedNote(side, unjudged));
}

async function ask({ call }: Passage, flagged: Readonly<Record<string, number>>): Promise<Confirmation> {
  try {
    return await call.confirm(questionOf(call.tool, 'input', flagged));
  } catch (error) {
    if (error instanceof QuestionsAsked)
      call.moderation.push({ side: 'input', decision: 'asked', categories: flagged });
    throw error;
  }
}
