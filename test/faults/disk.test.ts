import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, notesOf, textOf, usageOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, said } from '../support/openai-answers.js';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

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
    config: {
      plugins: { painter: { from: fixture('painter.ts') } },
      files: { folder: 'taken' },
      openai: { api: 'responses' },
    },
  });
  await writeFile(join(served.folder, 'taken'), 'not a folder');
});

afterEach(async () => {
  await served.close();
  await upstream.stop();
});

const picturesIn = ({ content }: CallToolResult) =>
  content.flatMap((block) => (block.type === 'image' ? [block.data] : []));

test('a disk that refuses files hinders no call that needs none', async () => {
  const { tools } = await served.client.listTools();
  const result = await served.call('chat-completion', ask('Hello'));

  expect(tools.length).toBeGreaterThan(0);
  expect(textOf(result)).toBe('Hello.');
});

test('a picture that is paid for and can not be saved is shown, and the result says so', async () => {
  const result = await served.call('generate-image', { prompt: 'A hat' });

  expect(result.isError).toBeUndefined();
  expect(picturesIn(result)).toEqual([picture(2_000).toString('base64')]);
  expect(notesOf(result)).toEqual([expect.stringMatching(/^1 of 1 pictures could not be saved\. The file /)]);
  expect(usageOf(result)).toMatchObject({ outputTokens: 100 });
  expect(textOf(result)).not.toMatch(/ENOTDIR|EEXIST|at async/);
});

test('of pictures that can not be saved those that fit are shown, and the loss of the others is told', async () => {
  const result = await served.call('paint-pictures', { bytes: 500_000, saved: 0, unsaved: 3 });

  expect(result.isError).toBeUndefined();
  expect(picturesIn(result)).toEqual([Buffer.alloc(500_000, 1).toString('base64')]);
  expect(textOf(result)).toMatch(
    /2 pictures are too large to show here, and 2 of them could not be kept: The file /,
  );
  expect(textOf(result)).not.toContain('linked files');
});

test('a result that is too large and can not be saved is told as an error, with its cost', async () => {
  const result = await served.call('chat-completion', ask('Talk at length'));

  expect(errorOf(result)?.code).toBe('FILE_NOT_SAVED');
  expect(usageOf(result)).toMatchObject({ outputTokens: 5 });
  expect(JSON.stringify(result).length).toBeLessThan(10_000);
});
