import type { HttpReply } from '../openai/http-fetch.js';

/** So long a model that was not there is not asked for again: keys are given more models, and others end. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Models that the key may not use, as the provider said. */
export class MissingModels {
  private readonly until = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  add(model: string): void {
    this.until.set(model, this.now() + FORGOTTEN_AFTER_MS);
  }

  has(model: string): boolean {
    return (this.until.get(model) ?? 0) > this.now();
  }
}

/** Whether a reply says that the model isn't there, or not for this key. */
export function saysMissing({ status, body }: HttpReply): boolean {
  if (status < 400 || status >= 500 || !Buffer.isBuffer(body)) return false;
  try {
    return JSON.parse(body.toString()).error?.code === 'model_not_found';
  } catch {
    return false;
  }
}
