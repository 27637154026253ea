import { rm } from 'node:fs/promises';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, test } from 'vitest';
import { MODERN_META, type RawProcess, rawProcess } from '../support/raw-process.js';
import {
  type ClientOptions,
  fixture,
  type ServedProcess,
  serveProcess,
  serverCommand,
} from '../support/served-process.js';

const CONFIG = { plugins: { asks: { from: fixture('asks.ts') } } };
const ANSWERS: [ClientOptions['answer'], string][] = [
  ['accept', 'accepted'],
  ['decline', 'declined'],
  [undefined, 'unavailable'],
];

describe.each(['legacy', 'modern'] as const)('a question to a person at a v2 client, era %s', (era) => {
  let served: ServedProcess;

  afterEach(() => served.close());

  test.each(ANSWERS)('whose client says %s is %s', async (answer, said) => {
    served = await serveProcess({ config: CONFIG, era, answer });

    const result = await served.call('ask-first');

    expect(result.structuredContent).toEqual({ said });
  });

  test('does not answer the next question', async () => {
    served = await serveProcess({ config: CONFIG, era, answer: 'accept' });
    const asked: string[] = [];
    served.client.setRequestHandler('elicitation/create', ({ params }) => {
      asked.push(params.message);
      return asked.length === 1 ? { action: 'accept', content: { ok: true } } : { action: 'decline' };
    });

    const result = await served.call('ask-twice');

    expect(asked).toEqual(['Delete the copy?', 'Delete the original?']);
    expect(result.structuredContent).toEqual({ said: 'accepted, declined' });
  });
});

describe('a question on the wire of the newer era', () => {
  let raw: RawProcess;

  afterEach(() => raw.stop());

  const ask = (more: object, elicitation: object = { form: {} }) => {
    const capabilities = { 'io.modelcontextprotocol/clientCapabilities': { elicitation } };
    const _meta = { ...MODERN_META, ...capabilities };
    return raw.ask('tools/call', { name: 'ask-twice', arguments: {}, _meta, ...more });
  };

  test('is not put to a client that only opens pages', async () => {
    raw = await rawProcess({ config: CONFIG });

    const { result } = await ask({}, { url: {} });

    expect(result.structuredContent).toEqual({ said: 'unavailable, unavailable' });
  });

  test('is not answered by a state that the server did not make', async () => {
    raw = await rawProcess({ config: CONFIG });
    const first = await ask({});
    const [key] = Object.keys(first.result.inputRequests);
    const inputResponses = { [key!]: { action: 'accept', content: { ok: true } } };

    const forged = await ask({ requestState: `${first.result.requestState}x`, inputResponses });
    const honest = await ask({ requestState: first.result.requestState, inputResponses });

    expect(forged.error.code).toBe(-32602);
    expect(Object.values(honest.result.inputRequests)).toMatchObject([
      { params: { message: 'Delete the original?' } },
    ]);
  });
});

describe('a question to a person at a v1 client', () => {
  let client: FirstClient;
  let folder: string;

  afterEach(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  const connect = async (
    answer: 'accept' | 'decline' | 'cancel' | undefined,
    content: object = { ok: true },
  ) => {
    const { folder: cwd, ...command } = await serverCommand({ config: CONFIG });
    folder = cwd;
    const capabilities = answer === undefined ? {} : { elicitation: {} };
    client = new FirstClient({ name: 'first', version: '1.0.0' }, { capabilities });
    const asked: string[] = [];
    if (answer !== undefined) {
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        asked.push(params.message);
        return answer === 'accept'
          ? { action: answer, content: { ...content } as never }
          : { action: answer };
      });
    }
    await client.connect(new StdioClientTransport({ ...command, cwd, stderr: 'pipe' }));
    return asked;
  };

  test.each([
    ['accept', { ok: true }, 'accepted'],
    ['accept', {}, 'accepted'],
    ['accept', { ok: false }, 'declined'],
    ['decline', {}, 'declined'],
    ['cancel', {}, 'declined'],
  ] as const)('who answers %s %j: %s', async (answer, content, said) => {
    const asked = await connect(answer, content);

    const result = await client.callTool({ name: 'ask-first', arguments: {} });

    expect(asked).toEqual(['Delete it all?']);
    expect(result.structuredContent).toEqual({ said });
  });

  test('who can not be asked', async () => {
    await connect(undefined);

    const result = await client.callTool({ name: 'ask-first', arguments: {} });

    expect(result.structuredContent).toEqual({ said: 'unavailable' });
  });
});
