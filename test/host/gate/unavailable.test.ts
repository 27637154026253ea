import { join } from 'node:path';
import type { Answer } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { answers, gatedHost, ran } from './gated-host.js';

const BOTH = { input: ['say-aloud'], output: ['say-aloud'] };

const notFound = answers.error(404, 'not_found', 'No such path.');
const BROKEN: [string, Answer, string][] = [
  ['a rate limit', answers.rateLimited(7), 'RATE_LIMITED'],
  ['a failure', answers.error(503, 'server_error'), 'UPSTREAM_FAILED'],
  ['a provider without moderation', notFound, 'UPSTREAM_NOT_FOUND'],
  ['an answer that is none', answers.json({ results: [] }), 'UPSTREAM_INVALID_RESPONSE'],
  ['an answer of another form', answers.json({ results: [null] }), 'UPSTREAM_INVALID_RESPONSE'],
];

describe('where nobody can judge, because of', () => {
  test.each(BROKEN)('%s, a call is refused', async (_, answer, code) => {
    await using host = await gatedHost(BOTH);
    host.openai.reply('/moderations', answer);

    const { error } = await host.callTool('say-aloud', { say: 'secret words' });

    expect(error?.code).toBe('MODERATION_UNAVAILABLE');
    expect(error?.message).toMatch(
      new RegExp(
        `^What say-aloud was asked for could not be moderated, so it was not run: .+ \\(${code}\\)\\.$`,
      ),
    );
    expect(error?.message).not.toContain('secret');
    expect(error?.retryAfterSeconds).toBe(code === 'RATE_LIMITED' ? 7 : undefined);
    expect(ran).toEqual([]);
  });

  test.each(BROKEN)('%s, a call passes with a note where the config says so', async (_, answer) => {
    await using host = await gatedHost({ ...BOTH, whenUnavailable: 'pass' });
    host.openai.reply('/moderations', answer, answer);

    const { structured, notes, text } = await host.callTool('say-aloud', { say: 'words' });

    expect(structured).toEqual({ said: 'words' });
    expect(notes).toEqual([
      expect.stringMatching(/^What was asked for was not moderated: /),
      expect.stringMatching(/^This answer was not moderated: /),
    ]);
    expect(text).toContain(`Note: ${notes[1]}`);
  });

  test('a missing key, a call is refused with what to set', async () => {
    await using host = await gatedHost(BOTH, { env: { OPENAI_API_KEY: '' } });

    const { error } = await host.callTool('say-aloud', { say: 'words' });

    expect(error).toMatchObject({
      code: 'MODERATION_UNAVAILABLE',
      message: expect.stringContaining('OPENAI_API_KEY is not set'),
      hint: expect.stringContaining('Set OPENAI_API_KEY'),
    });
  });

  test('one part that fails, what was found in another still counts', async () => {
    await using host = await gatedHost({ ...BOTH, whenUnavailable: 'pass' });
    host.openai.reply('/moderations', answers.error(500, 'server_error'));
    const url = 'https://example.com/BAD.png';

    const results = await Promise.all([
      host.callTool('say-aloud', { say: 'words', more: { image_url: url } }),
      host.callTool('say-aloud', { say: 'words', more: { image_url: url } }),
    ]);

    expect(results.filter(({ error }) => error?.code === 'MODERATION_FLAGGED').length).toBeGreaterThan(0);
    expect(ran.length).toBeLessThan(2);
  });

  test('an endless wait, a call ends with its time limit, and nothing is left of it', async () => {
    await using host = await gatedHost(
      { output: ['say-aloud'] },
      { config: { server: { callTimeoutSeconds: 1 } } },
    );
    host.openai.reply('/moderations', answers.hang());

    const { error, content } = await host.callTool('say-aloud', { say: 'words', how: 'text-file' });

    expect(error?.code).toBe('CALL_TIMEOUT');
    expect(JSON.stringify(content)).not.toContain('words');
    const { readdir } = await import('node:fs/promises');
    expect(await readdir(join(host.dataFolder, 'files'))).toEqual([]);
  });
});

describe('a provider that has categories of its own', () => {
  test('has its flags kept to, whatever it calls them', async () => {
    await using host = await gatedHost({ input: ['say-aloud'] });
    const flagged = { flagged: true, categories: { 'Gute Nacht <b>': true }, category_scores: {} };
    host.openai.reply(
      '/moderations',
      answers.json({ results: [flagged] }),
      answers.json({ results: [{ flagged: true }] }),
    );

    const named = await host.callTool('say-aloud', { say: 'words' });
    const unnamed = await host.callTool('say-aloud', { say: 'words' });

    expect([named, unnamed].map(({ error }) => error?.message)).toEqual(
      Array(2).fill('Moderation flagged what say-aloud was asked for (other): it was not run.'),
    );
  });
});
