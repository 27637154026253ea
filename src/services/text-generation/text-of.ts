import type { TextMessage } from '../../plugin-api/text-message.js';

/** The text of a message, its parts joined. */
export const textOf = ({ content }: TextMessage): string =>
  typeof content === 'string'
    ? content
    : (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('\n');
