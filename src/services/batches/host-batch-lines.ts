import {
  type BatchFiles,
  type BatchLine,
  BatchLines,
  type FittedLine,
} from '../../plugin-api/batch-lines.js';
import type { StoredFile } from '../../plugin-api/files.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import type { GovernedLines } from '../openai/governed-lines.js';
import { BATCH_MARK } from './batch-mark.js';
import type { JoinedResults } from './joined-results.js';

/** What plugins get done to the lines of batches. */
export class HostBatchLines extends BatchLines {
  readonly markName = BATCH_MARK;

  constructor(
    private readonly lines: GovernedLines,
    private readonly joined: JoinedResults,
  ) {
    super();
  }

  fit(line: BatchLine, call: ToolCall): Promise<FittedLine> {
    return this.lines.fit(line, call);
  }

  results(batch: BatchFiles): Promise<StoredFile> {
    return this.joined.save(batch);
  }
}
