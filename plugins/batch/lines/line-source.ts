import type { OpenedFile } from 'openai-mcp-host/plugin';
import type { BatchRequest } from '../create-batch.exact.js';
import { endpointOf } from './endpoints.js';
import { linesOf } from './lines-of.js';

/** A request as it was given. */
export interface GivenLine {
  /** Such as `Line 7`. */
  place: string;
  /** Undefined where it is no JSON. */
  request: unknown;
}

/** The requests of a batch, to be read as often as needed. */
export type LineSource = () => AsyncIterable<GivenLine> | Iterable<GivenLine>;

export function* fromRequests(
  requests: readonly (string | BatchRequest)[],
  url: string,
): Generator<GivenLine> {
  for (const [at, given] of requests.entries()) {
    const { custom_id = `request-${at + 1}`, body } =
      typeof given === 'string' ? { body: bodyOf(given, url) } : given;
    yield { place: `requests[${at}]`, request: { custom_id, method: 'POST', url, body } };
  }
}

const bodyOf = (text: string, url: string) => endpointOf(url)?.ask?.(text) ?? { prompt: text };

export async function* fromFile({ blob }: OpenedFile): AsyncGenerator<GivenLine> {
  for await (const { text, number } of linesOf(blob))
    yield { place: `Line ${number}`, request: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
