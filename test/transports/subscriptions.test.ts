import type { Client } from '@modelcontextprotocol/client';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { definePlugin, Resource, Service, Subscribers } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ConnectedClient, connectClient, EVERY_CLIENT } from '../support/every-client.js';
import { MODERN_META, rawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const options = { config: { plugins: { watched: { from: fixture('watched.ts') } } } };

describe.each(EVERY_CLIENT)('%s', (kind) => {
  let connected: ConnectedClient;
  let updates: string[];

  beforeEach(async () => {
    connected = await connectClient(kind, options);
    updates = [];
    const updated =
      kind === 'the v1 client' ? ResourceUpdatedNotificationSchema : 'notifications/resources/updated';
    connected.client.setNotificationHandler(
      updated as typeof ResourceUpdatedNotificationSchema,
      ({ params }) => void updates.push(params.uri),
    );
  });

  afterEach(() => connected.close());

  /** Gives what ends the subscription. */
  const subscribe = async (uri: string): Promise<() => Promise<unknown>> => {
    const { client } = connected;
    if (kind === 'the v2 client, modern') {
      const newer = client as unknown as Client;
      const subscription = await newer.listen({ resourceSubscriptions: [uri] });
      return () => subscription.close();
    }
    await client.subscribeResource({ uri });
    return () => client.unsubscribeResource({ uri });
  };
  const write = (board: string) => connected.call('write-board', { board, text: 'Fresh.' });

  test('is told that there is something to subscribe to', () => {
    expect(connected.client.getServerCapabilities()).toMatchObject({ resources: { subscribe: true } });
  });

  test('is told when the resource that it subscribed to changes, and of no other', async () => {
    await subscribe('boards://news');

    await write('sports');
    await write('news');
    await vi.waitFor(() => expect(updates).not.toEqual([]));
    const { contents } = await connected.client.readResource({ uri: 'boards://news' });

    expect(updates).toEqual(['boards://news']);
    expect(contents).toMatchObject([{ text: 'Fresh.' }]);
  });

  test('is told nothing after it has unsubscribed', async () => {
    const end = await subscribe('boards://news');
    await subscribe('boards://sports');

    await end();
    await write('news');
    await write('sports');
    await vi.waitFor(() => expect(updates).toContain('boards://sports'));

    expect(updates).toEqual(['boards://sports']);
  });
});

test('a plugin begins to tell of changes when somebody subscribes, without any call before', async () => {
  class Clock {
    static inject = [Subscribers];
    private ticking: NodeJS.Timeout | undefined;

    constructor(private readonly subscribers: Subscribers) {}

    start(): void {
      this.ticking = setInterval(() => this.subscribers.tell('clock://now'), 5);
    }

    stop(): void {
      clearInterval(this.ticking);
    }
  }
  Service()(Clock);
  class Now {
    read(): string {
      return new Date().toISOString();
    }
  }
  Resource({ uri: 'clock://now', name: 'now', title: 'Now', description: 'The time.' })(Now);
  const clock = definePlugin({
    ...{ name: 'clock', title: 'Clock', version: '1.0.0', host: '^1' },
    services: [Clock],
    resources: [Now],
  });
  await using host = await testHost({ plugins: [clock], era: 'legacy' });

  await host.subscribe('clock://now');

  await vi.waitFor(() => expect(host.updates).toContain('clock://now'));
});

test('a resource that is not there can not be subscribed to', async () => {
  const raw = await shakenProcess(options);
  const uri = 'boards:news';

  const { error } = await raw.ask('resources/subscribe', { uri });
  await raw.stop();

  expect(error).toMatchObject({ code: -32602, data: { uri } });
});

test('a client can subscribe to a thousand resources, and no more', async () => {
  const raw = await shakenProcess(options);
  const answers = await Promise.all(
    Array.from({ length: 1001 }, (_, index) => raw.ask('resources/subscribe', { uri: `boards://${index}` })),
  );
  await raw.ask('resources/unsubscribe', { uri: 'boards://1' });
  const freed = await raw.ask('resources/subscribe', { uri: 'boards://1001' });
  await raw.stop();

  expect(answers.filter(({ error }) => error !== undefined)).toHaveLength(1);
  expect(freed.result).toEqual({});
});

test('a server whose plugins tell of no change says so, and knows no subscription', async () => {
  const config = { plugins: { notes: { from: fixture('notes') } } };
  const older = await shakenProcess({ config });
  const newer = await rawProcess({ config });

  const { error } = await older.ask('resources/subscribe', { uri: 'notes://shopping' });
  const { result } = await newer.ask('server/discover', { _meta: MODERN_META });
  await Promise.all([older.stop(), newer.stop()]);

  expect(error.code).toBe(-32601);
  expect(result.capabilities.resources).toEqual({ listChanged: true });
});

test.each(['modern', 'legacy'] as const)(
  'a test host subscribes and keeps what it is told, in the %s era',
  async (era) => {
    await using host = await testHost({ plugins: [fixture('watched.ts')], era });
    await host.subscribe('boards://news');

    await host.callTool('write-board', { board: 'sports', text: 'Fresh.' });
    await host.callTool('write-board', { board: 'news', text: 'Fresh.' });

    expect(host.updates).toEqual(['boards://news']);
  },
);
