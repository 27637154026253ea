import type { WatchCall } from '../contracts/watch-call.js';
import type { CallStep, Passage } from './passage.js';
import { QuestionsAsked } from './question.js';

/** Takes a call through its steps, watched from its beginning to its end. */
export async function walkSteps(
  steps: readonly CallStep[],
  passage: Passage,
  watchCall: WatchCall,
): Promise<void> {
  const watching = watchCall(passage.call, passage.request.arguments);
  const ended = watching instanceof Promise ? await watching : watching;
  try {
    await walk(steps, passage, 0);
    ended({ result: passage.result, code: passage.failure?.code });
  } catch (error) {
    if (error instanceof QuestionsAsked) ended({ asked: true });
    throw error;
  }
}

function walk(steps: readonly CallStep[], passage: Passage, index: number): Promise<void> {
  const step = steps[index];
  return step === undefined ? Promise.resolve() : step.pass(passage, () => walk(steps, passage, index + 1));
}
