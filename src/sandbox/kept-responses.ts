import { ApiError, badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

const MOST = 200;

/** The latest stored responses, so that one can be read again, or answered to by its id. */
export class KeptResponses {
  private readonly kept = new Map<string, { response: WireJson; asked: string }>();

  keep(response: WireJson, asked: string): void {
    this.kept.set(response.id, { response, asked });
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value!);
  }

  retrieve(id: string): WireJson {
    const found = this.kept.get(id);
    if (!found) throw new ApiError(404, `Response with id '${id}' not found.`);
    return found.response;
  }

  /** What the user said last in the conversation that this response ended. */
  askedBefore(id: unknown): string {
    if (id === undefined || id === null) return '';
    const found = this.kept.get(String(id));
    if (found) return found.asked;
    throw badRequest(
      `Previous response with id '${id}' not found.`,
      'previous_response_id',
      'previous_response_not_found',
    );
  }
}
