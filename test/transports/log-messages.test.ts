import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { IsString } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type AnyClient, type ConnectedClient, connectClient } from '../support/every-client.js';
import { MODERN_META, rawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const options = { config: { plugins: { storyteller: { from: fixture('storyteller.ts') } } } };
const STORY = [
  { level: 'debug', logger: 'storyteller', data: 'Once upon a time' },
  { level: 'info', logger: 'storyteller', data: { hero: 'a fox', years: 3 } },
  { level: 'error', logger: 'storyteller', data: 'The fox was tired.' },
];

describe.each(['the v1 client', 'the v2 client, legacy'] as const)(
  'the log messages of a call at %s',
  (kind) => {
    let connected: ConnectedClient;

    afterEach(() => connected.close());

    test('come before its result, from the level on that the client has set', async () => {
      connected = await connectClient(kind, options);
      const heard = listen(kind, connected);

      await connected.client.setLoggingLevel('debug');
      await connected.call('tell-story');
      const all = heard.splice(0);
      await connected.client.setLoggingLevel('warning');
      await connected.call('tell-story');

      expect(all).toEqual(STORY);
      expect(heard).toEqual(STORY.slice(2));
    });
  },
);

function listen(kind: AnyClient, { client }: ConnectedClient): unknown[] {
  const heard: unknown[] = [];
  const method = kind === 'the v1 client' ? LoggingMessageNotificationSchema : 'notifications/message';
  client.setNotificationHandler(method as typeof LoggingMessageNotificationSchema, ({ params }) => {
    heard.push(params);
  });
  return heard;
}

describe('the log messages of a call in the newer era', () => {
  test.each([
    ['debug', STORY],
    ['error', STORY.slice(2)],
    [undefined, []],
  ])('come from the level on that the call asks for: %s', async (level, expected) => {
    const raw = await rawProcess(options);
    const wanted = level === undefined ? {} : { 'io.modelcontextprotocol/logLevel': level };

    await raw.ask('tools/call', { name: 'tell-story', arguments: {}, _meta: { ...MODERN_META, ...wanted } });
    const messages = raw.lines().map((line) => JSON.parse(line));
    await raw.stop();

    const logged = messages.filter(({ method }) => method === 'notifications/message');
    expect(logged.map(({ params: { level, logger, data } }) => ({ level, logger, data }))).toEqual(expected);
  });
});

test('a server whose plugins send none does not say that it logs', async () => {
  const raw = await shakenProcess();

  const { error } = await raw.ask('logging/setLevel', { level: 'info' });
  await raw.stop();

  expect(error.code).toBe(-32601);
});

class Out {
  @IsString()
  said!: string;
}

/** A tool that is under way until the test lets it end. */
function waitingPlugin() {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();

  class Wait {
    async run(): Promise<Out> {
      begun.resolve();
      await ended.promise;
      return { said: 'Over.' };
    }
  }
  const words = { name: 'wait-here', title: 'Wait', description: 'Waits until it is over.' };
  Tool({ ...words, output: Out, effect: 'read-only' })(Wait);
  const definition = { name: 'waiting', title: 'Waiting', version: '1.0.0', host: '^1', logs: true };
  return { plugin: definePlugin({ ...definition, tools: [Wait] }), begun, ended };
}

const ALERT = { level: 'alert', logger: 'budget', data: { spentUsd: 8 } };

describe('what the host tells clients outside of calls', () => {
  test('reaches one of the older era at once', async () => {
    await using host = await testHost({ plugins: [waitingPlugin().plugin], era: 'legacy' });

    host.host.notify('alert', 'budget', { spentUsd: 8 });
    await host.client.ping();

    expect(host.logs).toEqual([ALERT]);
  });

  test('reaches one of the newer era once, with a call that is under way', async () => {
    const { plugin, begun, ended } = waitingPlugin();
    await using host = await testHost({ plugins: [plugin] });

    host.host.notify('alert', 'budget', 'Nobody listens yet.');
    const calls = [host.callTool('wait-here'), host.callTool('wait-here')];
    await begun.promise;
    host.host.notify('alert', 'budget', { spentUsd: 8 });
    ended.resolve();
    await Promise.all(calls);

    expect(host.logs).toMatchObject([ALERT]);
  });
});
