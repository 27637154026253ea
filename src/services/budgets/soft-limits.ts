import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { HeldRequest } from './held-request.js';
import type { LedgerDesk } from './ledger-desk.js';
import { limitWords } from './limit-words.js';
import { maySeeSums } from './may-see-sums.js';
import { dollars } from './nano-usd.js';

/** Tells a call which soft limits are passed. */
export async function noteSoftLimits(
  { call }: OutgoingRequest,
  { windows }: HeldRequest,
  desk: LedgerDesk,
): Promise<void> {
  if (call === undefined) return;
  for (const window of windows) {
    const soft = window.configured.filter(({ isHard }) => !isHard);
    if (soft.length === 0) continue;
    // What can't be read now was told when it could not be written.
    const state = await desk
      .open()
      .then(({ ledger }) => ledger.state(window))
      .catch(() => undefined);
    for (const limit of soft) {
      if (state === undefined || state.spent <= limit.most) continue;
      call.note(
        maySeeSums(limit)
          ? `${dollars(state.spent)} is spent, which is past ${limitWords(limit)}.`
          : `What is spent is past ${limitWords(limit)}.`,
      );
    }
  }
}
