import type { Job, JobStatus } from '../../plugin-api/jobs.js';

/** What of a job is kept when it has ended. */
export type JobOutcome = Pick<Job, 'text' | 'data' | 'problem' | 'attachments'>;

/** How work stands, as the provider says. */
export interface JobSight {
  status: JobStatus;
  doing?: string;
  /** Once it has ended. */
  outcome?: JobOutcome;
  /** What it was booked at, where that was done before this look. Nano-USD; null where nobody knows. */
  booked?: { cost: bigint | null; isHeld: boolean };
}

/** How often work is asked about while nobody waits for it: the pause grows from look to look. */
export interface Pace {
  firstMs: number;
  longestMs: number;
}

/** One kind of work: who does it, and how it is asked about. */
export interface JobKind {
  /** Default: {@link PACE}. */
  pace?: Pace;
  look(workId: string): Promise<JobSight>;
  /** What the answer that started it says. */
  read(answer: object): JobSight;
  /** Stops it, or leaves it as it is where it has ended. */
  cancel(workId: string): Promise<JobSight>;
}

/** Of what takes minutes. */
export const PACE: Pace = { firstMs: 5_000, longestMs: 60_000 };

const GOES_ON: ReadonlySet<string> = new Set(['queued', 'in_progress']);

export const hasEnded = (status: JobStatus): boolean => !GOES_ON.has(status);
