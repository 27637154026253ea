import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { errorOf } from '../../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import { ask, said } from '../../support/openai-answers.js';
import { freshPostgres } from '../../support/postgres.js';
import { type ServedProcess, serveProcess } from '../../support/served-process.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const CONFIG = {
  openai: { api: 'responses', maxRetries: 0 },
  limits: { models: { '*': { requestsPerMinute: 12 } }, maxWaitSeconds: 0 },
};

async function serve(upstream: FakeOpenAI, env: Record<string, string>): Promise<ServedProcess> {
  const served = await serveProcess({ upstream, config: CONFIG, env });
  closing.push(served.close);
  return served;
}

async function sharedPlace(engine: string): Promise<Record<string, string>> {
  if (engine === 'postgres') {
    const { url, drop } = await freshPostgres();
    closing.push(drop);
    return { OPENAI_MCP_DATABASE_URL: url };
  }
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-test-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  return { OPENAI_MCP_DATA_DIR: folder };
}

test.each([
  ['sqlite', 4],
  ['postgres', 2],
])('The limit holds for whole processes on one %s database', async (engine, count) => {
  const upstream = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  closing.push(upstream.stop);
  const place = await sharedPlace(engine);
  const processes = await Promise.all(Array.from({ length: count }, () => serve(upstream, place)));

  const results = await Promise.all(
    processes.flatMap(({ call }) => Array.from({ length: 10 }, () => call('chat-completion', ask('Hello')))),
  );

  const codes = results.map((result) => errorOf(result)?.code);
  expect(upstream.requests).toHaveLength(12);
  expect(codes.filter((code) => code === undefined)).toHaveLength(12);
  expect(codes.filter((code) => code === 'QUEUE_TIMEOUT')).toHaveLength(count * 10 - 12);
});
