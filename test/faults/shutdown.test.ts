import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, said } from '../support/openai-answers.js';
import {
  handshake,
  MODERN_META,
  type RawProcess,
  rawProcess,
  shakenProcess,
} from '../support/raw-process.js';

let served: RawProcess;
let upstream: FakeOpenAI | undefined;

afterEach(async () => {
  await served.stop();
  await upstream?.stop();
  upstream = undefined;
});

const ENDS: [how: string, end: (served: RawProcess) => void][] = [
  ['when its input ends', (each) => each.closeStdin()],
  ['on SIGTERM', (each) => each.kill('SIGTERM')],
  ['on SIGINT', (each) => each.kill('SIGINT')],
];

const savedFiles = (): string[] => {
  const folder = join(served.folder, 'data', 'files');
  return existsSync(folder) ? readdirSync(folder) : [];
};

const call = (name: string, args: unknown) =>
  served.send({ jsonrpc: '2.0', id: name, method: 'tools/call', params: { name, arguments: args } });

describe.each(ENDS)('the server ends %s', (_, end) => {
  test('at rest, with code 0', async () => {
    served = await shakenProcess();
    await served.ask('tools/list');

    end(served);

    expect(await served.ended).toBe(0);
  });

  test('before the first message', async () => {
    served = await rawProcess({ env: { LOG_LEVEL: 'silent' } });

    end(served);

    // A signal may come before anything listens to it.
    expect([0, 'SIGTERM', 'SIGINT']).toContain(await served.ended);
    expect(served.lines()).toEqual([]);
  });

  test('in the middle of a call, and leaves neither half a file nor half a line', async () => {
    const arrived = Promise.withResolvers<void>();
    upstream = await startFakeOpenAI(async ({ body }) => {
      if (body.prompt === 'slow') arrived.resolve();
      return body.prompt === 'slow' ? { hang: true } : { json: drew(picture(300_000)) };
    });
    served = await shakenProcess({ upstream });
    call('generate-image', { prompt: 'quick' });
    await served.message(({ id }) => id === 'generate-image');
    call('generate-image', { prompt: 'slow' });
    await arrived.promise;

    end(served);

    expect(await served.ended).toBe(0);
    await upstream.requests[1]!.closed;
    expect(served.rest()).toBe('');
    for (const line of served.lines()) expect(() => JSON.parse(line)).not.toThrow();
    expect(savedFiles()).toEqual(['quick.png']);
    expect(readFileSync(join(served.folder, 'data', 'files', 'quick.png')).equals(picture(300_000))).toBe(
      true,
    );
  });

  test('while many large answers arrive, and leaves only whole files and whole lines', async () => {
    upstream = await startFakeOpenAI(() => ({ json: drew(picture(400_000)) }));
    served = await shakenProcess({ upstream });
    for (let nth = 0; nth < 16; nth++) {
      const params = { name: 'generate-image', arguments: { prompt: 'one of many' } };
      served.send({ jsonrpc: '2.0', id: `many-${nth}`, method: 'tools/call', params });
    }
    await served.message(({ id }) => String(id).startsWith('many-'));

    end(served);

    expect(await served.ended).toBe(0);
    expect(served.rest()).toBe('');
    for (const line of served.lines()) expect(() => JSON.parse(line)).not.toThrow();
    for (const file of savedFiles()) {
      expect(file).toMatch(/^one-of-many(-\d+)?\.png$/);
      expect(readFileSync(join(served.folder, 'data', 'files', file)).equals(picture(400_000))).toBe(true);
    }
  });
});

test('what was asked before the input ended is answered first: a list and a catalogue need no waiting client', async () => {
  served = await rawProcess();

  served.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: handshake() });
  served.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  served.send({ jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} });
  served.closeStdin();

  expect(await served.ended).toBe(0);
  expect(served.lines().map((line) => JSON.parse(line).id)).toEqual([1, 2]);
});

test('a last line without its end is served too', async () => {
  served = await rawProcess();

  served.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: handshake() }));
  served.closeStdin();

  expect(await served.ended).toBe(0);
  expect(served.lines().map((line) => JSON.parse(line).id)).toEqual([1]);
});

test('a line that would fill the memory ends the server, which says why', async () => {
  served = await shakenProcess();

  served.send('x'.repeat(97 * 2 ** 20));

  expect(await served.ended).toBe(0);
  expect(served.stderr()).toMatch(/A line of more than 100663296 bytes ends the connection/);
});

test('a request of the newer era needs no handshake, not even before the end of the input', async () => {
  served = await rawProcess();

  served.send({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: MODERN_META } });
  served.closeStdin();

  expect(await served.ended).toBe(0);
  const [answer] = served.lines().map((line) => JSON.parse(line));
  expect(answer.result.tools.length).toBeGreaterThan(0);
});

test('a reader of stdout that has gone ends the server', async () => {
  upstream = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  served = await shakenProcess({ upstream });
  call('chat-completion', ask('Hello'));
  const { result } = await served.message(({ id }) => id === 'chat-completion');

  served.closeStdout();
  call('chat-completion', ask('Hello again'));

  expect(textOf(result)).toBe('Hello.');
  expect(await served.ended).toBe(0);
});
