import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FetchSection } from '../../../src/config/sections/fetch-section.js';
import type { ToolError } from '../../../src/plugin-api/tool-error.js';
import { TemporaryFiles } from '../../../src/services/files/temporary-files.js';
import { WebFetch } from '../../../src/services/web/web-fetch.js';

/** A web server on 127.0.0.1, a DNS that says what it is told, and a fetcher before both. */
export interface TestWeb {
  port: number;
  /** The requests that came, in order. */
  requests: IncomingMessage[];
  /** The names that were looked up, in order. */
  lookups: string[];
  folder: string;
  fetcher(section?: Partial<FetchSection>): WebFetch;
  /** What a fetch fails with; fails itself where it succeeds. */
  failure(
    address: string,
    options?: { section?: Partial<FetchSection>; maxBytes?: number; signal?: AbortSignal },
  ): Promise<ToolError>;
  close(): Promise<void>;
}

/** @param names the addresses of a name; what is not among them is unknown. */
export async function testWeb(
  serve: RequestListener,
  names: Record<string, string[]> = {},
): Promise<TestWeb> {
  const requests: IncomingMessage[] = [];
  const lookups: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    serve(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const folder = await mkdtemp(join(tmpdir(), 'web-'));
  const lookup: LookupFunction = (host, { all }, callback) => {
    lookups.push(host);
    const found = (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (found.length === 0) callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
    else if (all) callback(null, found);
    else callback(null, found[0]!.address, found[0]!.family);
  };
  const temporary = new TemporaryFiles(join(folder, 'temporary'));
  const fetcher = (section: Partial<FetchSection> = {}) =>
    new WebFetch({ ...new FetchSection(), ...section }, temporary, lookup);
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    lookups,
    folder: join(folder, 'temporary'),
    fetcher,
    failure: (address, { section, maxBytes = 1000, signal = new AbortController().signal } = {}) =>
      fetcher(section)
        .fetch(address, maxBytes, signal)
        .then(
          ({ size }) => Promise.reject(new Error(`it gave ${size} bytes`)),
          (error: ToolError) => error,
        ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await temporary.clear();
      await rm(folder, { recursive: true });
    },
  };
}
