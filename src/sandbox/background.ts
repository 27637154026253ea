import { badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

/** Items that become visible from one look to the next. */
const ITEMS_A_LOOK = 3;

const ENDED = new Set(['completed', 'incomplete', 'failed', 'cancelled']);

export const refuseForBackground = (body: WireJson): void => {
  if (body.background === true && body.store === false)
    throw badRequest("Background mode requires 'store' to be true.", 'background');
};

/** A response that goes on when its request has ended: it gets on with every look at it. */
export class BackgroundResponse {
  private shown = 0;
  private status = 'queued';

  /** @param whole what it will have come to. */
  constructor(private readonly whole: WireJson) {}

  /** As it stands now. */
  get response(): WireJson {
    if (this.status === this.whole.status) return this.whole;
    const output = this.whole.output.slice(0, this.shown);
    const { usage: _, tool_usage: __, ...rest } = this.whole;
    return { ...rest, status: this.status, output, usage: null, incomplete_details: null };
  }

  /** As it stands at the next look. */
  look(): WireJson {
    if (ENDED.has(this.status)) return this.response;
    if (this.shown >= this.whole.output.length) this.status = this.whole.status;
    else {
      this.status = 'in_progress';
      this.shown += ITEMS_A_LOOK;
    }
    return this.response;
  }

  /** Cancels it where it goes on; one that has ended stays as it is. */
  cancel(): WireJson {
    if (!ENDED.has(this.status)) this.status = 'cancelled';
    return this.response;
  }
}
