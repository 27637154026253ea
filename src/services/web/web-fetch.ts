import { lookup as dnsLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { FetchSection } from '../../config/sections/fetch-section.js';
import { fileTooLarge } from '../files/read-errors.js';
import type { TemporaryFile, TemporaryFiles } from '../files/temporary-files.js';
import { decoded } from '../openai/http-encoding.js';
import { HostRules } from './host-rules.js';
import { fetchingIsOff, notFetched } from './web-errors.js';
import { ask, failureOf } from './web-request.js';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PACKED = new Set(['gzip', 'deflate', 'br']);
const MB = 1_000_000;
const KNOWN_ENCODINGS = new Set([...PACKED, 'identity', '']);

/** A file that was fetched; whoever asked for it removes it. */
export interface FetchedFile {
  file: TemporaryFile;
  size: number;
  /** Where it was found in the end. */
  url: URL;
}

/** Fetches files from the public web, and from nowhere else: docs/decisions/0017. */
export class WebFetch {
  private readonly rules: HostRules;

  constructor(
    private readonly section: FetchSection,
    private readonly temporary: TemporaryFiles,
    private readonly lookup: LookupFunction = dnsLookup as LookupFunction,
  ) {
    this.rules = new HostRules(section);
  }

  /**
   * @param ending aborts where nobody waits for it any more.
   * @throws ToolError `URL_NOT_ALLOWED`, `URL_NOT_FETCHED`, `FILE_TOO_LARGE`.
   */
  async fetch(address: string, maxBytes: number, ending: AbortSignal): Promise<FetchedFile> {
    if (!this.section.enabled) throw fetchingIsOff();
    const { timeoutSeconds } = this.section;
    const late = new AbortController();
    const clock = setTimeout(
      () => late.abort(notFetched(`it took longer than ${timeoutSeconds} s`)),
      timeoutSeconds * 1000,
    );
    const signal = AbortSignal.any([ending, late.signal]);
    try {
      signal.throwIfAborted();
      const { answer, url } = await this.follow(address, signal);
      try {
        const most = Math.min(maxBytes, this.section.maxMB * MB);
        return { ...(await this.keep(answer, most, signal)), url };
      } finally {
        answer.destroy();
      }
    } finally {
      clearTimeout(clock);
    }
  }

  /** The answer after all redirects, each of which is checked like the address itself. */
  private async follow(address: string, signal: AbortSignal): Promise<{ answer: IncomingMessage; url: URL }> {
    let next = this.rules.check(address);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const { url } = next;
      const answer = await ask(next, this.lookup, signal);
      const { statusCode = 0, headers } = answer;
      if (statusCode === 200) return { answer, url };
      answer.destroy();
      if (!REDIRECTS.has(statusCode) || headers.location === undefined)
        throw notFetched(`its server answered with status ${statusCode}`);
      // Header bytes come as Latin-1, and servers write UTF-8.
      next = this.rules.check(Buffer.from(headers.location, 'latin1').toString(), url);
    }
    throw notFetched(`it was redirected more than ${MOST_REDIRECTS} times`);
  }

  private async keep(
    answer: IncomingMessage,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<{ file: TemporaryFile; size: number }> {
    const { 'content-encoding': encoding = '', 'content-length': length } = answer.headers;
    if (!KNOWN_ENCODINGS.has(encoding)) throw notFetched('its server packs it in an unknown way');
    if (!PACKED.has(encoding) && Number(length) > maxBytes) throw fileTooLarge(maxBytes);
    // Packed although we ask for it plain: what comes out counts, as it comes. Taken before any error can.
    const bytes = decoded(answer);
    const file = await onDisk(this.temporary.create());
    try {
      const size = await spool(bytes, file, maxBytes);
      return { file, size };
    } catch (error) {
      await file.remove();
      throw failureOf(error, signal);
    }
  }
}

async function spool(bytes: Readable, { handle }: TemporaryFile, maxBytes: number): Promise<number> {
  let size = 0;
  for await (const chunk of bytes) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw fileTooLarge(maxBytes);
    await onDisk(handle.writeFile(chunk as Buffer));
  }
  return size;
}

const onDisk = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw notFetched("this server's disk refuses it", error);
  });
