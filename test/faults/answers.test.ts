import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { createHost } from '../../src/create-host.js';
import type { Host } from '../../src/host/host.js';
import { connect } from '../../src/testing/test-client.js';
import { errorOf, textOf } from '../support/call-result.js';
import { EVERY_TOOL } from '../support/every-tool.js';
import { type FakeOpenAI, type Reply, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, said } from '../support/openai-answers.js';

const KEY = 'sk-test-tell-nobody';
const ADMIN_KEY = 'sk-admin-tell-nobody';
const json = (text: string): Reply => ({ text, headers: { 'content-type': 'application/json' } });

/** Answers with status 200 that answer nothing. */
const ANSWERS: Record<string, Reply> = {
  '{}': json('{}'),
  null: json('null'),
  '[]': json('[]'),
  'a text': json('"Hello."'),
  'a number': json('42'),
  nothing: json(''),
  'half of its JSON': json('{"id": "x_1", "data": ['),
  'a page of HTML': {
    text: '<html><body>nginx secret 10.0.0.7</body></html>',
    headers: { 'content-type': 'text/html' },
  },
  'fields that are null': json(
    '{"id":null,"object":null,"status":null,"data":null,"output":null,"choices":null,"results":null,"text":null,"content":null,"bytes":null}',
  ),
  'lists of empty things': json(
    '{"id":"x_1","data":[{}],"output":[{}],"choices":[{}],"results":[{}],"segments":[{}],"content":[{}]}',
  ),
  'lists of null': json(
    '{"id":"x_1","data":[null],"output":[null],"choices":[null],"results":[null],"segments":[null],"content":[null]}',
  ),
  'the wrong types': json(
    '{"id":7,"object":[],"status":{},"data":"none","output":"none","choices":"none","results":"none","text":{},"content":7,"usage":"much"}',
  ),
};

/** What makes do without OpenAI, and says so in a note. */
const MAKES_DO = new Set(['list-models']);

let upstream: FakeOpenAI;
let folder: string;
let host: Host;
let client: Awaited<ReturnType<typeof connect>>;
let reply: Reply;

beforeAll(async () => {
  upstream = await startFakeOpenAI(() => reply);
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
  const loaded = await loadConfig({
    document: {
      openai: { maxRetries: 0, timeoutSeconds: 5 },
      cache: { enabled: false },
      files: { roots: ['.'] },
    },
    cwd: folder,
    env: {
      OPENAI_API_KEY: KEY,
      OPENAI_ADMIN_KEY: ADMIN_KEY,
      OPENAI_MCP_DATA_DIR: folder,
      LOG_LEVEL: 'silent',
    },
  });
  await writeFile(join(folder, 'note.txt'), 'A lighthouse.');
  host = await createHost({ loaded, openaiStandIn: upstream.baseURL });
  client = await connect(host, { era: 'modern', answer: 'accept' } as never);
});

beforeEach(() => {
  upstream.requests.length = 0;
});

afterAll(async () => {
  await client.close();
  await host.stop();
  await upstream.stop();
  await rm(folder, { recursive: true, force: true });
});

const call = (name: string, input: object) =>
  client.client.callTool({ name, arguments: input as Record<string, unknown> }) as Promise<CallToolResult>;

describe.each(Object.keys(EVERY_TOOL))('%s', (tool) => {
  test.each(Object.keys(ANSWERS))('is told when OpenAI answers %s', async (answer) => {
    reply = ANSWERS[answer]!;

    const result = await call(tool, EVERY_TOOL[tool]!);

    const whole = JSON.stringify(result);
    expect(whole).not.toMatch(/tell-nobody|nginx|10\.0\.0\.7|\bat \S+ \(?(file:|\/|node:)/);
    if (upstream.requests.length === 0 || MAKES_DO.has(tool)) return;
    expect(result.isError, textOf(result)).toBe(true);
    expect(errorOf(result)?.code).toMatch(/^(?!INTERNAL_ERROR|OUTPUT_INVALID)[A-Z][A-Z_]+$/);
  });

  test('goes on afterwards', async () => {
    reply = { json: said('Hello.') };

    const result = await call('chat-completion', ask('Hello'));

    expect(textOf(result)).toBe('Hello.');
  });
});
