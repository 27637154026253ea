import { join } from 'node:path';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginSession, type HttpProcess, httpProcess, JSON_HEADERS } from '../../support/http-process.js';
import { fixture, newClient } from '../../support/served-process.js';

const config = { plugins: { patient: { from: fixture('patient.ts') } }, logLevel: 'info' };

/** What the build puts in the place of Node's own answers and streams does the same. */
describe.each([
  ['legacy', []],
  ['modern', []],
  ['legacy', ['--stateless']],
] as const)('the built server, to a client of the %s era, with %j', (era, args) => {
  let server: HttpProcess;
  const connected = async () => {
    const client = newClient({ era });
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
    return client;
  };
  const work = (seconds: number) => ({
    name: 'work-on-the-line',
    arguments: { log: join(server.folder, 'work.log'), seconds },
  });

  beforeAll(async () => {
    server = await httpProcess({ config, args: [...args] });
  });

  afterAll(() => server.stop());

  test('tells progress before the result, and in order', async () => {
    const client = await connected();
    const steps: string[] = [];

    const result = await client.callTool(work(0.2), {
      onprogress: ({ message = '' }) => void steps.push(message),
    });

    expect(steps).toEqual(['Step 1', 'Step 2', 'Step 3', 'Step 4']);
    expect(result.structuredContent).toMatchObject({ steps: 4 });
    await client.close();
  });

  test('ends a call that its client cancels in the middle of a stream', async () => {
    const client = await connected();
    const stopping = new AbortController();
    const calling = client.callTool(work(60), {
      signal: stopping.signal,
      onprogress: () => stopping.abort(),
    });

    await expect(calling).rejects.toThrow();

    // A server that keeps nothing does not know what an older client cancels.
    if (args.length === 0) await expect.poll(() => server.stderr()).toContain('CANCELLED');
    await client.close();
  });

  test('refuses what is no message of JSON-RPC in words', async () => {
    const headers: Record<string, string> = { ...JSON_HEADERS };
    if (era === 'legacy' && args.length === 0)
      headers['mcp-session-id'] = (await beginSession(server.url)).headers.get('mcp-session-id')!;

    const refused = await fetch(server.url, { method: 'POST', headers, body: '{"jsonrpc":"2.0"}' });

    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/json');
    expect(await refused.json()).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } });
  });
});
