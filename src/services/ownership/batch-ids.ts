import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { readBody } from '../openai/request-body.js';
import { type NamedId, namedIn } from './named-ids.js';

/** What the lines of a batch's file name. A line that is none names nothing: no request is made of it. */
export async function namedInLines(content: AsyncIterable<Uint8Array>): Promise<NamedId[]> {
  const found = new Map<string, NamedId>();
  const lines = createInterface({
    input: Readable.from(content, { objectMode: false }),
    crlfDelay: Infinity,
  });
  for await (const line of lines) for (const named of namedInLine(line)) found.set(named.id, named);
  return [...found.values()];
}

function namedInLine(line: string): NamedId[] {
  try {
    const { body } = JSON.parse(line) as { body?: object };
    return namedIn(readBody(JSON.stringify(body ?? {}), 'application/json'));
  } catch {
    return [];
  }
}
