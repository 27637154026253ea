import { ApiError, badRequest } from './api-error.js';
import { BackgroundResponse } from './background.js';
import type { Earlier } from './question.js';
import type { WireJson } from './wire-json.js';

const MOST = 200;

/** The latest stored responses, so that one can be read again, or answered to by its id. */
export class KeptResponses {
  private readonly kept = new Map<string, { response: WireJson; asked: string }>();
  private readonly inBackground = new Map<string, BackgroundResponse>();

  keep(response: WireJson, asked: string): void {
    this.kept.set(response.id, { response, asked });
    if (this.kept.size <= MOST) return;
    const oldest = this.kept.keys().next().value!;
    this.kept.delete(oldest);
    this.inBackground.delete(oldest);
  }

  /** Keeps one that goes on in the background; returns it as it stands. */
  begin(response: WireJson, asked: string): WireJson {
    this.keep(response, asked);
    const begun = new BackgroundResponse(response);
    this.inBackground.set(response.id, begun);
    return begun.response;
  }

  retrieve(id: string): WireJson {
    const found = this.kept.get(id);
    if (!found) throw new ApiError(404, `Response with id '${id}' not found.`);
    return this.inBackground.get(id)?.look() ?? found.response;
  }

  cancel(id: string): WireJson {
    if (!this.kept.has(id)) throw new ApiError(404, `Response with id '${id}' not found.`);
    const begun = this.inBackground.get(id);
    if (begun === undefined) throw badRequest('Cannot cancel a synchronous response.', null);
    return begun.cancel();
  }

  /** The conversation that this response ended. */
  before(id: unknown): Earlier | undefined {
    if (id === undefined || id === null) return undefined;
    const found = this.kept.get(String(id));
    if (found) {
      const { input_tokens: input = 0, output_tokens: output = 0 } = found.response.usage ?? {};
      return { asked: found.asked, tokens: input + output };
    }
    throw badRequest(
      `Previous response with id '${id}' not found.`,
      'previous_response_id',
      'previous_response_not_found',
    );
  }
}
