import { testHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { errorOf } from '../support/call-result.js';
import {
  type Abilities,
  type ConnectedClient,
  connectClient,
  EVERY_CLIENT,
} from '../support/every-client.js';
import { MODERN_META, rawProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const options = { config: { plugins: { curious: { from: fixture('curious.ts') } } } };
const HELLO = {
  role: 'assistant',
  model: 'their-model',
  stopReason: 'endTurn',
  content: { type: 'text', text: 'Hello.' },
};
const FOLDERS = [{ uri: 'file:///work', name: 'Work' }, { uri: 'file:///home' }];

describe.each(EVERY_CLIENT)('what %s is asked itself', (kind) => {
  let connected: ConnectedClient;
  const connect = async (abilities: Abilities) => {
    connected = await connectClient(kind, options, abilities);
  };
  const said = async (tool: string) => (await connected.call(tool)).structuredContent?.said;

  afterEach(() => connected.close());

  test('its model answers', async () => {
    const asked: unknown[] = [];
    await connect({
      sample: (params) => {
        asked.push(params);
        return HELLO;
      },
    });

    expect(await said('ask-model')).toBe('Hello. (their-model)');
    expect(asked).toMatchObject([
      {
        messages: [{ role: 'user', content: { type: 'text', text: 'Say hello.' } }],
        maxTokens: 20,
        systemPrompt: 'Be brief.',
      },
    ]);
  });

  test('it tells its folders', async () => {
    await connect({ roots: () => ({ roots: FOLDERS }) });

    expect(JSON.parse(await said('ask-folders'))).toEqual(FOLDERS);
  });

  test('everything is asked at once', async () => {
    await connect({
      elicit: () => ({ action: 'accept', content: { name: 'Ada' } }),
      sample: () => HELLO,
      roots: () => ({ roots: FOLDERS }),
    });

    expect(await said('ask-all')).toBe('Ada, Hello., 2');
  });

  test('what it can not answer is unavailable', async () => {
    await connect({});

    expect([await said('ask-model'), await said('ask-folders')]).toEqual(['unavailable', 'unavailable']);
  });

  test('a tool that requires something runs where that is there', async () => {
    await connect({ sample: () => HELLO, elicit: () => ({ action: 'cancel' }) });

    expect(await said('need-model')).toBe('It is there.');
  });
});

describe('a tool that requires what the client can not do', () => {
  test.each(['the v1 client', 'the v2 client, legacy'] as const)('fails at %s', async (kind) => {
    const connected = await connectClient(kind, options, { sample: () => HELLO });

    const error = errorOf(await connected.call('need-model'));
    await connected.close();

    expect(error).toMatchObject({
      code: 'CLIENT_CAPABILITY_MISSING',
      message: expect.stringMatching(/has elicitation, and/),
    });
  });

  test('is a protocol error in the newer era that says what is missing', async () => {
    const raw = await rawProcess(options);

    const { error } = await raw.ask('tools/call', { name: 'need-model', arguments: {}, _meta: MODERN_META });
    await raw.stop();

    expect(error).toMatchObject({
      code: -32021,
      data: { requiredCapabilities: { sampling: {}, elicitation: { form: {} } } },
    });
  });
});

test('what is asked at once travels at once, in the newer era, and unasked kinds of replies count for nothing', async () => {
  const raw = await rawProcess(options);
  const capabilities = { elicitation: {}, sampling: {}, roots: {} };
  const _meta = { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': capabilities };
  const call = { name: 'ask-all', arguments: {}, _meta };

  const first = await raw.ask('tools/call', call);
  const second = await raw.ask('tools/call', {
    ...call,
    requestState: first.result.requestState,
    inputResponses: { name: { action: 'accept', content: { name: 'Ada' } }, sample: { roots: [] } },
  });
  await raw.stop();

  expect(first.result.inputRequests).toMatchObject({
    name: { method: 'elicitation/create' },
    sample: { method: 'sampling/createMessage' },
    roots: { method: 'roots/list' },
  });
  expect(Object.keys(second.result.inputRequests)).toEqual(['sample', 'roots']);
});

test.each(['modern', 'legacy'] as const)(
  'a test host has a model and folders, in the %s era',
  async (era) => {
    await using host = await testHost({
      plugins: [fixture('curious.ts')],
      era,
      sample: (prompt) => `You said: ${prompt}`,
      roots: ['file:///work'],
    });

    const model = await host.callTool('ask-model');
    const folders = await host.callTool('ask-folders');

    expect(model.structured).toEqual({ said: 'You said: Say hello. (test-model)' });
    expect(folders.structured).toEqual({ said: '[{"uri":"file:///work"}]' });
  },
);
