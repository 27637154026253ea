import { ToolError } from 'openai-mcp-host/plugin';

const MOST_SHOWN = 20;

/** What is wrong with the requests of a batch: all is counted, the first are told. */
export class LineFaults {
  private readonly shown: string[] = [];
  private count = 0;

  /** @param place such as `Line 7`; left out where it concerns them all. */
  add(fault: string, place?: string): void {
    this.count += 1;
    if (this.shown.length < MOST_SHOWN) this.shown.push(place === undefined ? fault : `${place}: ${fault}`);
  }

  /** @throws ToolError `BATCH_LINES_INVALID` with every fault. */
  throwIfAny(): void {
    if (this.count === 0) return;
    const more = this.count > this.shown.length ? [`And ${this.count - this.shown.length} more.`] : [];
    throw new ToolError(
      'BATCH_LINES_INVALID',
      ['These requests can not be a batch, and nothing was sent.', ...this.shown, ...more].join('\n'),
      'Put right what is named, and call again.',
    );
  }
}
