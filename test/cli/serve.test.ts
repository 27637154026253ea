import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fixture } from '../support/served-process.js';
import { runBin, startBin } from './run-bin.js';

const unruly = fileURLToPath(new URL('./fixtures/unruly.ts', import.meta.url));
const config = {
  plugins: { unruly: { from: unruly }, prints: { from: fixture('prints.ts') } },
  server: { pluginTimeoutSeconds: 600 },
};

const lines = (...messages: object[]) =>
  messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
const handshake = lines(
  {
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  },
  { method: 'notifications/initialized' },
);
const call = (id: number, name: string) =>
  lines({ id, method: 'tools/call', params: { name, arguments: {} } });

async function seen(stream: Readable, words: string): Promise<void> {
  for await (const line of createInterface({ input: stream })) if (line.includes(words)) return;
  throw new Error(`The stream ended without "${words}".`);
}

describe('serve', () => {
  test('is what the program does with no command, and ends with 0 when its input ends', async () => {
    const { code, stdout } = await runBin([], { input: handshake + lines({ id: 1, method: 'tools/list' }) });

    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual([0, 1]);
    expect(answers[1].result.tools.length).toBeGreaterThan(0);
  });

  test('takes its own options without being named', async () => {
    const { code, stderr } = await runBin(['--config', 'nowhere.json']);

    expect(code).toBe(1);
    expect(stderr).toContain('CONFIG_NOT_FOUND');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 on %s, although a call and a plugin that stops never end',
    async (signal) => {
      const { child } = await startBin(['serve'], { config });
      child.stdin!.write(handshake + call(1, 'never-end'));
      await seen(child.stderr!, 'begun');

      child.kill(signal);
      const [code, killedBy] = await once(child, 'exit');

      expect({ code, killedBy }).toEqual({ code: 0, killedBy: null });
    },
  );

  test('ends with 0 when its client goes in the middle of a call', async () => {
    const { child } = await startBin(['serve'], { config });
    child.stdin!.write(handshake + call(1, 'never-end'));
    await seen(child.stderr!, 'begun');

    child.stdin!.end();
    const [code] = await once(child, 'exit');

    expect(code).toBe(0);
  });

  test('lives on after errors that a plugin lets go, and logs them', async () => {
    const { child } = await startBin(['serve'], { config });
    const log: string[] = [];
    child.stderr!.on('data', (chunk) => log.push(String(chunk)));
    child.stdin!.write(handshake + call(1, 'leave-errors'));
    await seen(child.stdout!, '"id":1');

    child.stdin!.end();
    const [code] = await once(child, 'close');

    expect(code).toBe(0);
    expect(log.join('')).toContain('thrown with nobody near');
    expect(log.join('')).toContain('rejected with nobody near');
  });

  test('keeps stdout for the protocol, whatever a plugin prints', async () => {
    const { child } = await startBin(['serve'], { config });
    const out: string[] = [];
    const log: string[] = [];
    child.stdout!.on('data', (chunk) => out.push(String(chunk)));
    child.stderr!.on('data', (chunk) => log.push(String(chunk)));
    child.stdin!.write(handshake + call(1, 'prints-a-line'));
    await expect.poll(() => out.join(''), { timeout: 20_000 }).toContain('"id":1');

    child.stdin!.end();
    await once(child, 'close');

    const answers = out
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id)).toEqual([0, 1]);
    expect(log.join('')).toContain('printed in a call');
    expect(log.join('')).toContain('written in a call');
  });

  test('tells every fault of the config and ends with 1', async () => {
    const { code, stdout, stderr } = await runBin(['serve'], {
      config: { plugins: { text: 3 }, tools: { onyl: [] } },
    });

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('plugins.text must be');
    expect(stderr).toContain('"onyl"');
  });
});
