import { Contract } from './contract.js';
import type { StoredFile } from './files.js';
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

/** What a batch needs for its results to be put together. */
export interface BatchFiles {
  id: string;
  input_file_id: string;
  output_file_id?: string | null;
  error_file_id?: string | null;
}

/** A request of a batch and what came of it: a line of the file that {@link BatchLines.results} makes. */
export interface BatchResult {
  custom_id: string;
  /** HTTP status; null where the request was not done. */
  status: number | null;
  /** The body of the answer; null where there is none. */
  response: Record<string, unknown> | null;
  /** Why there is none. */
  error: { code: string | null; message: string } | null;
  /** The body of the request; null where OpenAI has the input file no more. */
  request: Record<string, unknown> | null;
}

/** What the host does to every request that is sent, done to those that leave as the lines of a batch. */
@Contract('BatchLines')
export abstract class BatchLines {
  /**
   * The name in the metadata of a batch, or of a fine-tuning job, under which a mark of its own lets the host find it again: where the answer that started it
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

  /**
   * Saves the requests of a batch that has ended with their answers, in the order of the requests: a {@link BatchResult} a line.
   * However many there are, one at a time is in memory.
   *
   * @throws ToolError `FILE_NOT_SAVED`; what OpenAI answers where its files can't be read.
   */
  abstract results(batch: BatchFiles): Promise<StoredFile>;
}
