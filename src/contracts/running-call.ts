import { ToolCall } from '../plugin-api/tool-call.js';
import type { Access } from './access.js';
import type { GateRecord } from './call-gate.js';
import type { DryRun } from './dry-run.js';
import type { RequestRecord } from './request-record.js';
import type { Route } from './route.js';
import { withheldFiles } from './withheld-files.js';

/** A call as the house sees it: what the tool sees, and whose it is and what it has used so far. */
export abstract class RunningCall extends ToolCall {
  abstract readonly plugin: string;
  abstract readonly tool: string;
  /** Whether its client runs on this machine, as its user. */
  abstract readonly isLocal: boolean;
  /** What its client may do, where that had to say who it is. */
  abstract readonly access: Access | undefined;
  /** The requests that it has sent, in the order in which they ended. */
  readonly requests: RequestRecord[] = [];
  /** How the models of those that asked for `auto` were chosen. */
  readonly routes: Route[] = [];
  /** Whether its result is on its way: what it does from then on is on nobody's behalf. */
  hasEnded = false;
  private readonly tidying: (() => void)[] = [];
  /** Set where it is to pay for nothing and to change nothing. */
  dryRun?: DryRun;
  /** Remarks for the result. */
  readonly notes: string[] = [];
  /** The job that it is, where it goes on in the background; and whether an earlier run of it was cut off. */
  background?: { job: string; isAgain: boolean };
  /** Whether it has left a job whose id its client gets. */
  hasStartedJob = false;
  /** What the moderation gate made of it. */
  readonly moderation: GateRecord[] = [];
  /** Whether nothing that it makes may be seen by the client before it has been judged. */
  isWithheld = false;
  /** Paths of the files that it has saved. */
  readonly savedFiles: string[] = [];

  /** Whose it is, where that was put on record because its client is gone. */
  get owner(): string | undefined {
    return undefined;
  }

  override note(remark: string): void {
    if (!this.notes.includes(remark)) this.notes.push(remark);
  }

  /** Does something when the call has ended; at once where it has. */
  atEnd(tidy: () => void): void {
    if (this.hasEnded) tidy();
    else this.tidying.push(tidy);
  }

  /** Ends it: whatever it still holds is let go of. */
  protected end(): void {
    this.hasEnded = true;
    for (const tidy of this.tidying.splice(0)) tidy();
  }

  /** Told of every file that is saved on its behalf. */
  hasSaved(path: string): void {
    this.savedFiles.push(path);
    if (this.isWithheld) withheldFiles.add(path);
  }
}
