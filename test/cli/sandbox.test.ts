import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runBin, startBin } from './run-bin.js';

test('sandbox answers as OpenAI does at the port that it names, until it is told to stop', async () => {
  const { child } = await startBin(['sandbox', '--port', '0']);
  const [line] = await once(child.stdout!.setEncoding('utf8'), 'data');
  const [baseURL] = /http:\/\/127\.0\.0\.1:\d+\/v1/.exec(line) ?? [];

  const answer = await fetch(`${baseURL}/models`, { headers: { authorization: 'Bearer any' } });
  const { data } = (await answer.json()) as { data: unknown[] };
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(data.length).toBeGreaterThan(10);
  expect(code).toBe(0);
});

test('sandbox says so where its port is taken', async () => {
  const { child } = await startBin(['sandbox', '--port', '0']);
  const [line] = await once(child.stdout!.setEncoding('utf8'), 'data');
  const [, port = ''] = /:(\d+)\/v1/.exec(line) ?? [];

  const { code, stderr } = await runBin(['sandbox', '--port', port]);
  child.kill('SIGTERM');

  expect(stderr).toContain('HTTP_NOT_LISTENING');
  expect(code).toBe(1);
});
