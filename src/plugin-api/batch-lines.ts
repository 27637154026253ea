import { Contract } from './contract.js';
import type { ToolCall } from './tool-call.js';

/** A request that is to be a line of a batch. */
export interface BatchLine {
  /** Such as `/v1/responses`. */
  url: string;
  body: Record<string, unknown>;
}

/** A line as the host would have sent it by itself. */
export interface FittedLine {
  body: Record<string, unknown>;
  /** What was changed, and what else the caller should know. */
  remarks: string[];
}

/** What the host does to every request that is sent, done to those that leave as the lines of a batch. */
@Contract('BatchLines')
export abstract class BatchLines {
  /**
   * The name in a batch's metadata under which a mark of its own lets the host find it again: where the answer that started it
   * was lost, what is held for it still becomes what it cost.
   */
  abstract readonly markName: string;

  /**
   * Puts a replacement in the place of a retired model, leaves out what the model would refuse, and sets a limit on the output
   * where there is none. The service tier is left out: a batch has its own.
   *
   * @throws ToolError `MODEL_RETIRED` where nothing takes the model's place.
   */
  abstract fit(line: BatchLine, call: ToolCall): Promise<FittedLine>;
}
