import type { TextFormat } from '../../plugin-api/text-generation.js';
import type { TextMessage } from '../../plugin-api/text-message.js';
import type { ReadyFormat } from './ready-request.js';
import { isStrictReady } from './strict-ready.js';
import { textOf } from './text-of.js';

/** A format with nothing left open. */
export const readyFormat = (format: TextFormat | undefined): ReadyFormat | undefined =>
  format?.type === 'json_schema'
    ? { ...format, strict: format.strict ?? isStrictReady(format.schema) }
    : format;

/** OpenAI refuses the format json_object unless the messages say JSON. */
export const messagesFor = (
  format: TextFormat | undefined,
  messages: readonly TextMessage[],
): readonly TextMessage[] =>
  format?.type !== 'json_object' || messages.some((message) => /json/i.test(textOf(message)))
    ? messages
    : [{ role: 'system', content: 'Answer with one JSON object.' }, ...messages];
