import { IsString } from 'class-validator';
import { definePlugin, Service, Tool } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { beforeEach, expect, test } from 'vitest';

const events: string[] = [];
beforeEach(() => void events.splice(0));

class Out {
  @IsString()
  said!: string;
}

@Service()
class Pool {
  start = () => void events.push('pool started');
  stop = () => void events.push('pool stopped');
}

@Service()
class Store {
  constructor(readonly pool: Pool) {}
  start = async () => void events.push('store started');
  stop = () => {
    events.push('store stopped');
    throw new Error('the store could not flush');
  };
}

@Tool({ name: 'read-store', title: 'Read', description: 'Read.', output: Out, effect: 'read-only' })
class ReadStore {
  constructor(readonly store: Store) {
    events.push('tool built');
  }

  run(): Out {
    return { said: this.store.pool instanceof Pool ? 'one pool' : 'no pool' };
  }
}

const plugin = definePlugin({
  name: 'stored',
  title: 'Stored',
  version: '1.0.0',
  host: '^1',
  services: [Store, Pool],
  tools: [ReadStore],
});

test('a plugin starts at its first call, each service after those that it asks for', async () => {
  const { callTool, client, close } = await testHost({ plugins: [plugin] });
  await client.listTools();
  expect(events).toEqual([]);

  const result = await callTool('read-store');

  expect(result.structuredContent).toEqual({ said: 'one pool' });
  expect(events).toEqual(['pool started', 'store started', 'tool built']);
  await close();
});

test('calls at the same time start a plugin once', async () => {
  const { callTool, close } = await testHost({ plugins: [plugin] });

  await Promise.all([callTool('read-store'), callTool('read-store'), callTool('read-store')]);

  expect(events.filter((event) => event === 'tool built')).toHaveLength(1);
  await close();
});

test('services stop in reverse order, and one that throws does not keep the rest from stopping', async () => {
  const { callTool, close } = await testHost({ plugins: [plugin] });
  await callTool('read-store');

  await close();

  expect(events.slice(3)).toEqual(['store stopped', 'pool stopped']);
});

test('a plugin that was never called is never started nor stopped', async () => {
  const { close } = await testHost({ plugins: [plugin] });

  await close();

  expect(events).toEqual([]);
});

test('two hosts in one process have a plugin each', async () => {
  const [one, other] = [await testHost({ plugins: [plugin] }), await testHost({ plugins: [plugin] })];
  await one.callTool('read-store');
  await one.close();

  const result = await other.callTool('read-store');

  expect(result.structuredContent).toEqual({ said: 'one pool' });
  await other.close();
});
