import { createHash } from 'node:crypto';

/** What one example comes to. */
export interface ExampleParts {
  /** Everything that is trained on, as it counts for tokens; a prompt with two answers counts twice. */
  text: string;
  messages: number;
  images: number;
  /** The answer that is learned. */
  answer: string;
  hasSystem: boolean;
  /** Lengths in characters of a preferred and a non-preferred answer. */
  preference?: { preferred: number; other: number };
}

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of a message's content. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter(isRecord)
    .map(({ text, refusal }) => text ?? refusal)
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** What counts of a list of messages. */
export function countedText(messages: unknown, tools?: unknown): string {
  const parts = (Array.isArray(messages) ? messages : []).filter(isRecord).map((message) => {
    const { content, name, tool_calls: calls, function_call: call } = message;
    return [name, textOf(content), calls && JSON.stringify(calls), call && JSON.stringify(call)]
      .filter((part) => typeof part === 'string' && part !== '')
      .join('\n');
  });
  return [...(tools === undefined ? [] : [JSON.stringify(tools)]), ...parts].join('\n');
}

/** The parts of messages that are pictures. */
export function imagesIn(messages: unknown): Json[] {
  return (Array.isArray(messages) ? messages : [])
    .filter(isRecord)
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter((part) => isRecord(part) && part.type === 'image_url');
}

/** 48 bits of a hash: two of a million examples collide once in five hundred files. */
const hash = (text: string): number => createHash('sha1').update(text).digest().readUIntBE(0, 6);

/** An example as it is, and as it is to people: without case, spaces and the order of its fields. */
export const exactHash = (example: unknown): number => hash(JSON.stringify(example));
export const normalisedHash = (example: unknown): number =>
  hash(
    JSON.stringify(sorted(example))
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/(\\[nrt]|\s|[.,;:!?])+/g, ' ')
      .replaceAll(/ ?(["{}[\]]) ?/g, '$1'),
  );
export const answerHash = hash;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
