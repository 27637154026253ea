import type { BackgroundCall, KeptReplies, PutQuestion } from '../../contracts/background-calls.js';
import type { JobTable } from '../../storage/job-tables.js';

/** What it takes to run a call once more, as it is kept in the job's row. */
export interface CallState {
  call: BackgroundCall;
  /** How often it was begun. */
  runs: number;
  /** Whether a run is under way, or was cut off. */
  isRunning: boolean;
  replies: KeptReplies;
  /** What it waits for; nobody runs it meanwhile. */
  asked: PutQuestion[];
  namesTaken: string[];
}

/** Of a call that can't be made again, its arguments need not be kept. */
export function firstState(call: BackgroundCall): CallState {
  const isKept = call.long === 'resumable' || call.task !== undefined;
  const kept = isKept ? call : { ...call, arguments: undefined };
  return { call: kept, runs: 0, isRunning: false, replies: {}, asked: [], namesTaken: [] };
}

export const stateOf = ({ state }: JobTable): CallState | undefined =>
  state === null ? undefined : (JSON.parse(state) as CallState);
