import { afterEach, expect, test } from 'vitest';
import { CALLS, EVERY_TOOL } from '../support/every-tool.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask } from '../support/openai-answers.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const NOISY = { OPENAI_LOG: 'debug', LOG_LEVEL: 'debug', DEBUG: '*' };
const PLUGINS = {
  unruly: { from: fixture('unruly.ts') },
  prints: { from: fixture('prints.ts') },
  broken: { from: fixture('throws-at-import.ts') },
};

let served: RawProcess;
let upstream: FakeOpenAI | undefined;

afterEach(async () => {
  await served.stop();
  await upstream?.stop();
});

const expectOnlyProtocol = () => {
  for (const line of served.lines()) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  expect(served.rest()).toBe('');
};

test('every line on stdout is JSON-RPC, whatever is logged, and whatever every tool and plugin prints', async () => {
  served = await shakenProcess({ env: NOISY, config: { plugins: PLUGINS }, args: ['--sandbox'] });

  await served.ask('tools/list');
  for (const [name, args] of CALLS) {
    const { result } = await served.ask('tools/call', { name, arguments: args });
    expect([name, result.isError]).toEqual([name, undefined]);
  }
  await served.ask('tools/call', { name: 'prints-a-line', arguments: {} });
  served.closeStdin();

  expect(await served.ended).toBe(0);
  expectOnlyProtocol();
  expect(served.stderr()).toMatch(/printed in a call\nwritten in a call/);
  expect(served.lines().join()).not.toMatch(/printed at import|printed in a call|written in a call/);
});

test('so it is when everything fails', async () => {
  upstream = await startFakeOpenAI(() => ({ status: 400, text: 'console.log("nonsense")' }));
  served = await shakenProcess({ upstream, env: NOISY, config: { plugins: PLUGINS } });

  served.send('this is no message\n');
  for (const [name, args] of Object.entries(EVERY_TOOL)) {
    await served.ask('tools/call', { name, arguments: args });
  }
  await served.ask('tools/call', { name: 'nobody', arguments: {} });
  await served.ask('nothing/such');
  served.closeStdin();

  expect(await served.ended).toBe(0);
  expectOnlyProtocol();
});

test('a plugin that prints in every way that there is in JavaScript reaches stderr only', async () => {
  served = await shakenProcess({ config: { plugins: PLUGINS } });

  const { result } = await served.ask('tools/call', { name: 'print-anyhow', arguments: {} });
  served.closeStdin();
  await served.ended;

  expect(result.structuredContent).toEqual({ said: 'printed' });
  expectOnlyProtocol();
  for (const way of ['a console of its own', 'a table', 'a pipe', 'a worker', 'its stdout'])
    expect(served.stderr()).toContain(way);
});

test('errors that a plugin lets go are logged, and end neither a call nor the server', async () => {
  served = await shakenProcess({ config: { plugins: PLUGINS } });

  const first = await served.ask('tools/call', { name: 'throw-later', arguments: {} });
  const second = await served.ask('tools/call', { name: 'throw-later', arguments: {} });
  served.closeStdin();

  expect([first, second].map(({ result }) => result.structuredContent.said)).toEqual(['thrown', 'thrown']);
  expect(await served.ended).toBe(0);
  expect(served.stderr()).toMatch(/a rejection that nobody handles/);
  expect(served.stderr()).toMatch(/an error that nobody catches/);
  expectOnlyProtocol();
});

test('a key and what was asked stay out of the log below debug', async () => {
  upstream = await startFakeOpenAI(() => ({ status: 500, headers: { 'x-should-retry': 'false' } }));
  served = await shakenProcess({
    upstream,
    env: { LOG_LEVEL: 'info', OPENAI_API_KEY: 'sk-proj-secretOfTheTest' },
  });

  await served.ask('tools/call', { name: 'chat-completion', arguments: ask('my diary') });
  served.closeStdin();
  await served.ended;

  expect(upstream.requests).toHaveLength(1);
  expect(served.stderr()).not.toMatch(/secretOfTheTest|my diary/);
});
