import type { LongCall } from '../plugin-api/tool.js';
import type { Client, ClientCapability } from '../plugin-api/tool-call.js';
import type { AccessRecord } from './access.js';
import type { TraceKeys } from './observer.js';

/** A call of a tool that goes on in the background, as it is put on record. */
export interface BackgroundCall {
  plugin: string;
  tool: string;
  /** What it is about, in a few words. */
  title: string;
  arguments: unknown;
  client: Client;
  isLocal: boolean;
  /** Whose it is; absent in those of older versions. */
  owner?: string;
  /** What its client might do, where that had to say who it is. */
  access?: AccessRecord;
  long: LongCall;
  /** The trace that it was begun in. */
  origin?: TraceKeys;
  /** Absent where its client waits for no task: nobody can be asked then. */
  task?: { can: readonly ClientCapability[] };
}

/** A question that a task has put, under the name that it has on the wire. */
export interface PutQuestion {
  name: string;
  /** What the answer is found under when the call is run again. */
  key: string;
  question: object;
}

/** What was answered so far, by the key of the question. */
export type KeptReplies = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A call that this server runs for a job. */
export interface HeldCall {
  /** The job. */
  readonly id: string;
  readonly call: BackgroundCall;
  /** Whether a run of it was cut off. */
  readonly isAgain: boolean;
  readonly replies: KeptReplies;
  /** Names that earlier questions had. */
  readonly namesTaken: readonly string[];
  /** Aborts, with a ToolError, when it is cancelled, from whichever server, or when another server has taken it over. */
  readonly signal: AbortSignal;
  /** What it does now. */
  tell(doing: string): void;
}

/** How a run of a call in the background ended. */
export type BackgroundEnd =
  | { result: object; code?: string | undefined; costUsd: number | null }
  | { questions: readonly PutQuestion[] };

/** How a task stands, for its client. */
export interface TaskSight {
  id: string;
  status: 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';
  doing?: string;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
  questions: readonly PutQuestion[];
  /** Of the call, once there is one; of one that failed, too. */
  result?: object;
  /** Why there is no result. */
  problem?: { code: string; message: string };
}

/** Who asks for a task, as `ownerOf` names it. */
export type TaskOwner = string;

/** Calls of long tools that go on without their clients, durably. */
export interface BackgroundCalls {
  /** Puts a call on record that is under way already, and is this server's until the given promise settles. */
  hold(call: BackgroundCall, run: (held: HeldCall) => Promise<BackgroundEnd | undefined>): Promise<string>;
  /** Puts a call on record, and runs it. */
  begin(call: BackgroundCall): Promise<TaskSight>;
  /** Undefined: there is no such task. */
  see(id: string, owner: TaskOwner): Promise<TaskSight | undefined>;
  /** Answers questions by their names; what was not asked is passed over. False: there is no such task. */
  answer(id: string, replies: KeptReplies, owner: TaskOwner): Promise<boolean>;
  /** Undefined: there is no such task. One that has ended stays as it is. */
  cancel(id: string, owner: TaskOwner): Promise<boolean>;
}
