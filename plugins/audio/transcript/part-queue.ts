import { Service, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from '../audio.settings.js';
import { codeOf } from '../failure-code.js';
import type { Recording } from '../recording/recordings.js';
import type { SoundPart } from '../recording/sound-part.js';
import { clock, type HeardPart, type PartOutcome } from './transcript.js';

/** With these, every other part would be refused alike. */
const HOPELESS = [401, 403, 404];

/** Has the parts of a recording heard side by side, and loses none of them for the failure of another. */
@Service()
export class PartQueue {
  constructor(private readonly settings: AudioSettings) {}

  /** What came of each part, in no order. Throws where nothing was heard at all, and when the call is cancelled. */
  async run(
    { parts, seconds }: Recording,
    hear: (part: SoundPart, file: File) => Promise<HeardPart>,
    call: ToolCall,
  ): Promise<PartOutcome[]> {
    const outcomes: PartOutcome[] = [];
    const failures: unknown[] = [];
    const source = parts[Symbol.asyncIterator]();
    let taken = 0;
    let doneSeconds = 0;
    let reached = 0;
    let stopped = false;

    const work = async (): Promise<void> => {
      while (!stopped && !call.signal.aborted) {
        const { value: part, done } = await source.next();
        if (done || stopped) return;
        taken += 1;
        const { start, blob, extension } = part;
        const end = part.seconds === undefined ? undefined : start + part.seconds;
        reached = Math.max(reached, end ?? start);
        try {
          const file = new File([blob], `part-${taken}${extension}`, { type: blob.type });
          outcomes.push({ start, end, heard: await hear(part, file) });
        } catch (error) {
          failures.push(error);
          outcomes.push({ start, end, code: codeOf(error) });
          if (HOPELESS.includes(Number(Reflect.get(Object(error), 'status')))) stopped = true;
        }
        doneSeconds += part.seconds ?? 0;
        tell(outcomes.length, doneSeconds, seconds, call);
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: this.settings.partsAtOnce }, work));
    await source.return?.();

    call.signal.throwIfAborted();
    const unread = workers.find((worker) => worker.status === 'rejected');
    if (!outcomes.some((outcome) => 'heard' in outcome)) throw failures[0] ?? unread?.reason;
    if (unread !== undefined) outcomes.push({ start: reached, end: seconds, code: 'AUDIO_UNREADABLE' });
    else if (stopped) outcomes.push({ start: reached, end: seconds, code: 'NOT_SENT' });
    return outcomes;
  }
}

function tell(done: number, doneSeconds: number, seconds: number | undefined, call: ToolCall): void {
  if (!seconds) return;
  const parts = done === 1 ? '1 part' : `${done} parts`;
  call.progress(Math.min(1, doneSeconds / seconds), `${parts}: ${clock(doneSeconds)} of ${clock(seconds)}`);
}
