import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, textOf, usageOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, said } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

let upstream: FakeOpenAI;
let served: ServedProcess;

// A file where the folder should be: a disk that refuses, whoever runs the tests.
beforeEach(async () => {
  upstream = await startFakeOpenAI(({ path, text }) => ({
    json: path.endsWith('/images/generations')
      ? drew(picture(2_000))
      : said(text.includes('at length') ? 'word '.repeat(400_000) : 'Hello.'),
  }));
  served = await serveProcess({
    upstream,
    config: { files: { folder: 'taken' }, openai: { api: 'responses' } },
  });
  await writeFile(join(served.folder, 'taken'), 'not a folder');
});

afterEach(async () => {
  await served.close();
  await upstream.stop();
});

test('a disk that refuses files hinders no call that needs none', async () => {
  const { tools } = await served.client.listTools();
  const result = await served.call('chat-completion', ask('Hello'));

  expect(tools.length).toBeGreaterThan(0);
  expect(textOf(result)).toBe('Hello.');
});

test('a picture that is paid for and can not be saved is told as an error, with its cost', async () => {
  const result = await served.call('generate-image', { prompt: 'A hat' });

  expect(errorOf(result)?.code).toBe('FILE_NOT_SAVED');
  expect(usageOf(result)).toMatchObject({ outputTokens: 100 });
  expect(textOf(result)).not.toMatch(/ENOTDIR|EEXIST|at async/);
});

test('a result that is too large and can not be saved is told as an error, with its cost', async () => {
  const result = await served.call('chat-completion', ask('Talk at length'));

  expect(errorOf(result)?.code).toBe('FILE_NOT_SAVED');
  expect(usageOf(result)).toMatchObject({ outputTokens: 5 });
  expect(JSON.stringify(result).length).toBeLessThan(10_000);
});
