import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryObjects } from 'node:v8';
import { IsString } from 'class-validator';
import { loadConfig } from 'openai-mcp-host';
import {
  definePlugin,
  Models,
  OpenAIClient,
  Records,
  Service,
  Tool,
  type ToolCall,
} from 'openai-mcp-host/plugin';
import { expect, test } from 'vitest';
import { type ConfigFollowing, createHost } from '../../src/create-host.js';
import { OfferCalls } from '../../src/host/offers/offer-calls.js';
import { PluginRuntime } from '../../src/host/plugin-runtime.js';
import { PostgresPool } from '../../src/storage/postgres/postgres-pool.js';
import { SqliteTurns } from '../../src/storage/sqlite/sqlite-turns.js';
import { startFakeOpenAI } from '../support/fake-openai.js';
import { said } from '../support/openai-answers.js';

const TIMES = 200;

class Out {
  @IsString()
  said!: string;
}

@Service()
class Held {
  constructor(
    readonly openai: OpenAIClient,
    readonly records: Records,
    readonly models: Models,
  ) {}
}

@Tool({ name: 'say-hello', title: 'Say', description: 'Say.', output: Out, effect: 'read-only' })
class SayHello {
  constructor(private readonly held: Held) {}

  async run(_: object, call: ToolCall): Promise<Out> {
    const { openai, records } = this.held;
    await records.put('word', 'last', 'Hello.', call);
    const answer = await openai.responses.create({ model: 'gpt-5-mini', input: 'Hi' });
    return { said: answer.output_text };
  }
}

const plugin = definePlugin({
  name: 'hello',
  title: 'Hello',
  version: '1.0.0',
  host: '^1',
  services: [Held],
  tools: [SayHello],
});

test(`${TIMES} reloads of the config, a call after every fourth, retain two sets of parts and one database`, async () => {
  const openai = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-retained-'));
  let round = 0;
  const read = () =>
    loadConfig({
      document: {
        server: { name: `round-${round}` },
        cache: { enabled: false },
        budget: { perDay: 100 + round },
      },
      env: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: openai.baseURL, OPENAI_MCP_DATA_DIR: folder },
      cwd: folder,
    });
  let reload: Parameters<ConfigFollowing['begin']>[0] | undefined;
  const following: ConfigFollowing = {
    read,
    begin(given) {
      reload = given;
      return () => {};
    },
  };
  const host = await createHost({ loaded: await read(), plugins: [plugin], following });
  const request = { tool: 'say-hello', arguments: {}, client: { name: 'test', version: '1' } };
  const call = () => host.call({ ...request, signal: new AbortController().signal });
  await call();
  const perSet = host.serving.runtimes.length;

  for (round = 1; round <= TIMES; round++) {
    expect((await reload!()).faults).toEqual([]);
    if (round % 4 === 0)
      expect(await call()).toMatchObject({ result: { structuredContent: { said: 'Hello.' } } });
  }

  expect(host.name).toBe(`round-${TIMES}`);
  const retained = (type: abstract new (...args: never) => object) =>
    queryObjects(type as never, { format: 'count' });
  await expect.poll(() => retained(OfferCalls), { timeout: 10_000 }).toBeLessThanOrEqual(2);
  expect(retained(PluginRuntime)).toBeLessThanOrEqual(2 * perSet);
  expect(retained(Held)).toBeLessThanOrEqual(2);
  expect(retained(SqliteTurns)).toBe(1);
  expect(retained(PostgresPool)).toBe(0);
  await host.stop();
  await openai.stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);
