import type { Job } from '../../plugin-api/jobs.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { causesOf } from '../openai/api-error.js';

const FIRST_PAUSE_MS = 1000;
const GROWTH = 1.5;
/** Progress is due every 10 seconds, and an answer takes its time. */
const LONGEST_PAUSE_MS = 8000;

export interface Following {
  /** How the job stands, `pauseMs` before the next look. */
  look(pauseMs: number): Promise<Job>;
  /** Waits so long, or until the job has ended. */
  wait(ms: number): Promise<void>;
}

/** Looks at a job until it has ended or the time is up; undefined where it could never be looked at. */
export async function followJob(
  { look, wait }: Following,
  seconds: number,
  call: ToolCall,
): Promise<Job | undefined> {
  const began = Date.now();
  const left = () => began + seconds * 1000 - Date.now();
  let job: Job | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    let obstacle = false;
    try {
      job = await look(pause);
    } catch (error) {
      if (call.signal.aborted || !isPassing(error)) throw error;
      obstacle = true;
    }
    if (job?.hasEnded) return job;
    if (left() <= 0) {
      if (obstacle) call.note('OpenAI could not be asked how the job stands now; it goes on all the same.');
      return job;
    }
    const doing = obstacle ? 'OpenAI does not answer; the job goes on' : (job?.doing ?? 'Working');
    call.progress(undefined, `${doing} · ${elapsed(began)}`);
    await wait(Math.min(pause, left()));
  }
}

/** Whether it may go well a little later: the connection, the rate limit, or OpenAI itself is down. */
export function isPassing(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    const { status, code } = cause as { status?: unknown; code?: unknown };
    if (typeof status === 'number') return status === 408 || status === 429 || status >= 500;
    if (typeof code === 'string' && /^(JOB_|API_|STORAGE_|INTERNAL|DRY_RUN)/.test(code)) return false;
  }
  return true;
}

function elapsed(began: number): string {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
