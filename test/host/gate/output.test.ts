import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answers, gatedHost, judgedBy, ran, seeingHarm } from './gated-host.js';

const ON_OUTPUT = { output: ['say-aloud'] };

const filesOf = (host: TestHost) => readdir(join(host.dataFolder, 'files')).catch(() => []);

describe('what a gated tool answers', () => {
  let host: TestHost;
  afterEach(() => host.close());

  test('is held back where it is flagged, and what it has cost is still told', async () => {
    host = await gatedHost(ON_OUTPUT);
    host.openai.reply('/responses', answers.text('A BAD answer.'));

    const { error, content, structured, usage } = await host.callTool('say-aloud', {
      say: 'Hi',
      how: 'model',
    });

    expect(error).toMatchObject({
      code: 'MODERATION_FLAGGED',
      message: 'Moderation flagged what say-aloud answered (violence): the answer is held back.',
    });
    expect(structured).toBeUndefined();
    expect(JSON.stringify(content)).not.toContain('BAD');
    expect(usage).toMatchObject({ model: 'gpt-6-luna', inputTokens: 10, outputTokens: 5 });
  });

  test.each([
    ['errors', { say: 'BAD', how: 'error' }],
    ['notes', { say: 'BAD', how: 'note' }],
    ['files of text', { say: 'BAD', how: 'text-file' }],
    ['what another plugin makes of it', { say: 'turn-output' }],
  ])('has its %s judged as well', async (_, input) => {
    host = await gatedHost(ON_OUTPUT);

    const { error, notes, content } = await host.callTool('say-aloud', input);

    expect(error?.code).toBe('MODERATION_FLAGGED');
    expect(notes).toEqual([]);
    expect(JSON.stringify(content)).not.toContain('BAD');
  });

  test('passes as it is where nothing is flagged, errors and files included', async () => {
    host = await gatedHost(ON_OUTPUT);

    const answer = await host.callTool('say-aloud', { say: 'fine' });
    const error = await host.callTool('say-aloud', { say: 'fine', how: 'error' });
    const picture = await host.callTool('say-aloud', { say: 'a fox', how: 'picture' });

    expect(answer.structured).toEqual({ said: 'fine' });
    expect(error.error).toEqual({ code: 'SAID_NO', message: 'No fine.', hint: 'Not fine.' });
    expect(picture.content.map(({ type }) => type)).toEqual(['text', 'image', 'resource_link']);
    expect(await filesOf(host)).toEqual(['a-fox.png']);
  });

  test('is judged once for each picture, though it is shown and saved', async () => {
    host = await gatedHost(ON_OUTPUT);

    await host.callTool('say-aloud', { say: 'a fox', how: 'picture' });

    expect(judgedBy(host).filter(([first]) => first.type === 'image_url')).toHaveLength(1);
  });

  test('leaves no file behind where a picture is flagged', async () => {
    host = await gatedHost(ON_OUTPUT);
    host.openai.reply('/moderations', seeingHarm, seeingHarm);

    const { error, content } = await host.callTool('say-aloud', { say: 'a fox', how: 'picture' });

    expect(error?.code).toBe('MODERATION_FLAGGED');
    expect(content).toHaveLength(1);
    expect(await filesOf(host)).toEqual([]);
  });

  test('says nothing through progress and log messages before it has been judged', async () => {
    host = await gatedHost(ON_OUTPUT);

    const { progress } = await host.callTool('say-aloud', { say: 'a BAD thing' });
    const free = await host.callTool('say-freely', { say: 'a BAD thing' });

    expect(progress.length).toBeGreaterThan(0);
    expect(progress.map(({ message }) => message)).toEqual(progress.map(() => undefined));
    expect(host.logs).toEqual([]);
    expect(free.error).toBeUndefined();
  });

  test('is held back when it comes out as a question to the person', async () => {
    const questions: string[] = [];
    host = await gatedHost(ON_OUTPUT, {
      answer: (question) => {
        questions.push(question);
        return 'accept';
      },
    });

    const bad = await host.callTool('say-aloud', { say: 'BAD, is it not?', how: 'question' });
    const fine = await host.callTool('say-aloud', { say: 'Fine, is it not?', how: 'question' });

    expect(bad.error?.code).toBe('MODERATION_FLAGGED');
    expect(fine.structured).toEqual({ said: 'accepted' });
    expect(questions).toEqual(['Fine, is it not?']);
  });

  test('is judged though it comes from the cache', async () => {
    host = await gatedHost(
      {},
      { config: { cache: { enabled: true, text: 'always' }, moderation: ON_OUTPUT } },
    );
    host.openai.reply('/responses', answers.text('A BAD answer.'));

    const results = [
      await host.callTool('say-aloud', { say: 'Hi', how: 'model' }),
      await host.callTool('say-aloud', { say: 'Hi', how: 'model' }),
    ];

    expect(results.map(({ error }) => error?.code)).toEqual(['MODERATION_FLAGGED', 'MODERATION_FLAGGED']);
    expect(results[1]?.usage).toMatchObject({ cached: true });
    expect(ran).toHaveLength(2);
  });

  test('is held back where it can not be judged; an error keeps its code alone', async () => {
    host = await gatedHost(ON_OUTPUT);
    const down = answers.error(500, 'server_error', 'BAD');
    host.openai.reply('/moderations', down, down);

    const answer = await host.callTool('say-aloud', { say: 'anything' });
    const error = await host.callTool('say-aloud', { say: 'anything', how: 'error' });

    expect(answer.error).toMatchObject({
      code: 'MODERATION_UNAVAILABLE',
      message:
        'What say-aloud answered could not be moderated, so it is held back: OpenAI failed (status 500) (UPSTREAM_FAILED).',
    });
    expect(error.error?.code).toBe('SAID_NO');
    expect(JSON.stringify([answer, error])).not.toContain('anything');
  });
});

describe('a client that goes away while its answer is judged', () => {
  test('leaves no file behind', async () => {
    await using host = await gatedHost(ON_OUTPUT);
    host.openai.reply('/moderations', answers.hang());
    const leaving = new AbortController();
    const wait = setInterval(() => judgedBy(host).length > 0 && leaving.abort(), 5);

    const call = host.callTool('say-aloud', { say: 'words', how: 'text-file' }, { signal: leaving.signal });

    await expect(call).rejects.toThrow();
    clearInterval(wait);
    await vi.waitFor(async () => expect(await filesOf(host)).toEqual([]));
  });
});
