import { Contract } from './contract.js';
import type { StoredFile } from './files.js';
import type { ToolCall } from './tool-call.js';
import type { ToolResult } from './tool-result.js';

/** OpenAI's words; and `expired`, where OpenAI does not have the work any more. */
export type JobStatus =
  | 'queued'
  | 'in_progress'
  | 'completed'
  | 'incomplete'
  | 'failed'
  | 'cancelled'
  | 'expired';

/**
 * Work that goes on at OpenAI: `response`, a response in the background; `batch`; `fine-tuning`, a fine-tuning job; `file-batch`,
 * files on their way into a vector store.
 */
export type WorkKind = 'response' | 'batch' | 'fine-tuning' | 'file-batch';

/** What is put on record of work that was started. */
export interface NewJob {
  kind: WorkKind;
  /** What the provider calls it, such as the id of the response. */
  workId: string;
  /** What it is about, in a few words; its file is named after it. */
  title: string;
  /** What the provider answered: where that says that the work has ended already, nobody is asked again. */
  answer?: object;
}

/** Work that outlives the call that started it. */
export interface Job {
  /** The handle: opaque, and of use to its client alone. */
  id: string;
  /** `call`: a tool call that goes on in the background of this server, or of another on its database. */
  kind: WorkKind | 'call';
  /** The tool whose call started it; null where that was outside of any call. */
  tool: string | null;
  title: string;
  status: JobStatus;
  hasEnded: boolean;
  /** ISO 8601. */
  startedAt: string;
  /** What it does now, in words. */
  doing?: string;
  /** Its result for the model to read. */
  text?: string;
  /** Its result as data; of a response `sources` and `searches`, of a call the tool's own output. */
  data?: Record<string, unknown>;
  /** Why there is no result, or why it is not whole. */
  problem?: { code: string; message: string; hint?: string };
  /** Its result as a file. */
  file?: StoredFile;
  /** What the call of a tool has shown beside its text. */
  attachments?: Pick<ToolResult, 'images' | 'sounds' | 'resources' | 'files'>;
  /** USD, once it has ended; null where nobody knows. */
  costUsd?: number | null;
  /** Whether that is the most that it can have cost, because OpenAI does not tell. */
  costIsMost?: boolean;
}

/** Which jobs are wanted: see {@link Jobs.list}. */
export interface JobQuery {
  status?: JobStatus;
  /** The most that are wanted. */
  limit: number;
  /** The id of the last job of the page before. */
  after?: string;
}

/**
 * Durable handles for work that goes on when its call has ended, at OpenAI or in the background of the server. They survive a restart of
 * the server and hold for all servers on its database. An owner has only its own: clients on this machine share theirs.
 */
@Contract('Jobs')
export abstract class Jobs {
  /** Puts work on record that has just been started on behalf of a call. */
  abstract start(job: NewJob, call: ToolCall): Promise<Job>;

  /**
   * The job that this very call has started already, before its server died: for a `resumable` tool, so that nothing is started twice.
   * Ask before you start it.
   *
   * @throws ToolError `JOB_INTERRUPTED` where nobody knows whether it was started.
   */
  abstract begun(call: ToolCall): Promise<Job | undefined>;

  /**
   * Asks how a job stands, and keeps its result once it has ended.
   *
   * @param id left out: the job that was started last.
   * @throws ToolError `JOB_NOT_FOUND`; what OpenAI answers where it can't be asked.
   */
  abstract look(id: string | undefined, call: ToolCall): Promise<Job>;

  /** The owner's jobs as they were last seen, newest first, without their results; OpenAI is not asked. */
  abstract list(query: JobQuery, call: ToolCall): Promise<Job[]>;

  /**
   * Waits until a job has ended, asking now and then, and tells the client what it does meanwhile. Where OpenAI can't be asked for
   * a time, it goes on. The job goes on when the call is cancelled.
   *
   * @param seconds how long at most; the job is then given as it stands.
   * @throws ToolError `JOB_NOT_FOUND`.
   */
  abstract follow(id: string | undefined, seconds: number, call: ToolCall): Promise<Job>;

  /**
   * Stops the work. One that has ended stays as it is.
   *
   * @throws ToolError `JOB_NOT_FOUND`; what OpenAI answers where it can't be asked.
   */
  abstract cancel(id: string, call: ToolCall): Promise<Job>;
}
