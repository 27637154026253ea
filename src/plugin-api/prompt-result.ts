import { RESULT } from './metadata.js';
import type { EmbeddedResource } from './resource-content.js';
import type { Media } from './tool-result.js';

/** One part of a prompt: a text, a picture or sound, or a resource with its content. */
export type PromptPart = string | Media | EmbeddedResource;

/** A part and who says it. */
export interface PromptMessage {
  role: 'user' | 'assistant';
  part: PromptPart;
}

/**
 * What a prompt returns when one text is not enough: the messages with which a conversation begins.
 * `new PromptResult().user('What is this?').user({ data, mimeType: 'image/png' })`
 */
export class PromptResult {
  readonly [RESULT] = 'prompt';
  readonly messages: PromptMessage[] = [];

  /** @param description what these messages are for, where that is more than the prompt's own description. */
  constructor(readonly description?: string) {}

  /** Adds what the person says: a message for each part. */
  user(...parts: PromptPart[]): this {
    return this.add('user', parts);
  }

  /** Adds what the model is to have said: a message for each part. */
  assistant(...parts: PromptPart[]): this {
    return this.add('assistant', parts);
  }

  private add(role: PromptMessage['role'], parts: readonly PromptPart[]): this {
    this.messages.push(...parts.map((part) => ({ role, part })));
    return this;
  }

  /** Whether a value is a PromptResult, of this copy of the package or another. */
  static is(value: unknown): value is PromptResult {
    return typeof value === 'object' && value !== null && Reflect.get(value, RESULT) === 'prompt';
  }
}
