import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonReply, TestHost, TestHostOptions } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import type { Question, Reply } from '../../../src/host/question.js';
import { answers, gatedHost, ran } from './gated-host.js';

const FILE = 'openai-mcp-host://files/notes.txt';

const asking = async (
  moderation: object,
  era: TestHostOptions['era'] & {},
  reply?: PersonReply,
): Promise<TestHost & { questions: string[] }> => {
  const questions: string[] = [];
  const answer = (question: string): PersonReply => {
    questions.push(question);
    return reply!;
  };
  const host = await gatedHost(
    { onFlagged: 'ask', ...moderation },
    { era, ...(reply === undefined ? {} : { answer }) },
  );
  return Object.assign(host, { questions });
};

describe.each(['modern', 'legacy'] as const)('a person at a client of the %s era', (era) => {
  test('lets a flagged call run, asked once and before anything is spent', async () => {
    await using host = await asking({ input: ['say-aloud'] }, era, 'accept');
    host.openai.reply('/responses', answers.text('Hello.'));

    const { structured } = await host.callTool('say-aloud', { say: 'BAD', how: 'model' });

    expect(structured).toEqual({ said: 'Hello.' });
    expect(host.questions).toEqual([
      'Moderation flagged what say-aloud is asked for: violence. Run it all the same?',
    ]);
    expect(ran).toEqual(['BAD']);
  });

  test('keeps a flagged call from running', async () => {
    await using host = await asking({ input: ['say-aloud'] }, era, 'decline');

    const { error } = await host.callTool('say-aloud', { say: 'BAD' });

    expect(error).toMatchObject({
      code: 'MODERATION_FLAGGED',
      message: expect.stringContaining('the person at the client did not agree'),
    });
    expect(ran).toEqual([]);
  });

  test('sees a flagged answer on request, which is paid for once', async () => {
    await using host = await asking({ output: ['say-aloud'] }, era, 'accept');
    host.openai.reply('/responses', answers.text('A BAD answer.'));

    const { structured, usage } = await host.callTool('say-aloud', { say: 'Hi', how: 'model' });

    expect(structured).toEqual({ said: 'A BAD answer.' });
    expect(usage).toMatchObject({ model: 'gpt-6-luna', outputTokens: 5 });
    expect(host.questions).toEqual([
      'Moderation flagged what say-aloud answered: violence. Show it all the same?',
    ]);
    expect(ran).toEqual(['Hi']);
  });

  test('does not see what they do not want to, and its files are gone', async () => {
    await using host = await asking({ output: ['say-aloud'] }, era, 'cancel');

    const { error } = await host.callTool('say-aloud', { say: 'BAD', how: 'text-file' });

    expect(error?.message).toContain('the person at the client did not agree');
    expect(await readdir(join(host.dataFolder, 'files'))).toEqual([]);
    expect(ran).toEqual(['BAD']);
  });

  test('is asked for both sides of a call, one after the other', async () => {
    await using host = await asking({ input: ['say-aloud'], output: ['say-aloud'] }, era, 'accept');

    const { structured } = await host.callTool('say-aloud', { say: 'BAD' });

    expect(structured).toEqual({ said: 'BAD' });
    expect(host.questions).toHaveLength(2);
    expect(ran).toEqual(['BAD']);
  });

  test('who can not be asked is refused', async () => {
    await using host = await asking({ input: ['say-aloud'], output: ['say-*'] }, era);

    const input = await host.callTool('say-aloud', { say: 'BAD' });
    const output = await host.callTool('say-freely', { say: 'BAD' });

    expect([input, output].map(({ error }) => error?.message)).toEqual([
      expect.stringContaining('this client has no way to ask a person: it was not run'),
      expect.stringContaining('this client has no way to ask a person: the answer is held back'),
    ]);
  });

  test('many calls with the same arguments each get their own answer back', async () => {
    await using host = await asking({ output: ['say-aloud'] }, era, 'accept');
    const texts = ['BAD one', 'BAD two', 'BAD three'];
    host.openai.reply('/responses', ...texts.map((text) => answers.text(text)));

    const results = await Promise.all(
      texts.map(() => host.callTool('say-aloud', { say: 'Hi', how: 'model' })),
    );

    expect(results.map(({ structured }) => structured?.said).toSorted()).toEqual(texts.toSorted());
    expect(ran).toHaveLength(3);
  });
});

describe('an answer that waits for a person', () => {
  test('is seen by nobody meanwhile, nor are its files, which nobody can read by their names either', async () => {
    await using host = await gatedHost(
      { output: ['say-aloud'], onFlagged: 'ask' },
      { config: { plugins: { files: true } } },
    );
    const replies = new Map<string, Reply>();
    const call = () =>
      host.host.call({
        tool: 'say-aloud',
        arguments: { say: 'BAD', how: 'text-file' },
        client: { name: 'test' },
        signal: new AbortController().signal,
        respondent: { can: () => true, replyTo: (question) => replies.get(JSON.stringify(question)) },
      });
    const listed = async () => (await host.listResources()).map(({ uri }) => uri);

    const asked = await call();
    const during = await listed();
    const read = await host.readResource(FILE);
    const again = await call();
    for (const { questions } of [asked, again] as { questions: Question[] }[])
      replies.set(JSON.stringify(questions[0]), { action: 'accept' });
    const accepted = await call();

    expect(during).not.toContain(FILE);
    expect(read.error?.code).toBe('RESOURCE_UNKNOWN');
    expect(accepted).toMatchObject({ result: { structuredContent: { said: 'saved' } } });
    expect(await listed()).toContain(FILE);
    expect(ran).toHaveLength(2);
  });

  test('goes with its files when the server stops', async () => {
    const host = await gatedHost({ output: ['say-aloud'], onFlagged: 'ask' });
    const respondent = { can: () => true, replyTo: () => undefined };
    const request = { client: { name: 'test' }, signal: new AbortController().signal, respondent };
    await host.host.call({ tool: 'say-aloud', arguments: { say: 'BAD', how: 'text-file' }, ...request });
    const before = await readdir(join(host.dataFolder, 'files'));

    await host.close();

    expect(before).toEqual(['notes.txt']);
    expect(await readdir(join(host.dataFolder, 'files'))).toEqual([]);
  });
});
