import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { gatedHost, judgedBy, ran } from './gated-host.js';
import { PIXEL } from './stranger.js';

const ON_INPUT = { input: ['say-aloud'] };

describe('what a gated tool is asked for', () => {
  let host: TestHost;
  afterEach(() => host.close());

  test('is judged before the tool of any plugin runs, and is refused without a word of it', async () => {
    host = await gatedHost(ON_INPUT);

    const { error, content, usage } = await host.callTool('say-aloud', { say: 'a BAD thing' });

    expect(error).toEqual({
      code: 'MODERATION_FLAGGED',
      message: 'Moderation flagged what say-aloud was asked for (violence): it was not run.',
      hint: expect.stringContaining('`moderation` in mcp.config.json'),
    });
    expect(JSON.stringify(content)).not.toContain('BAD');
    expect(ran).toEqual([]);
    expect(usage).toMatchObject({ model: null, costUsd: 0, requestIds: [expect.any(String)] });
  });

  test('passes where nothing is flagged, with nothing said of it', async () => {
    host = await gatedHost(ON_INPUT);

    const { structured, notes } = await host.callTool('say-aloud', { say: 'a good thing' });

    expect(structured).toEqual({ said: 'a good thing' });
    expect(notes).toEqual([]);
    expect(judgedBy(host)).toEqual([['a good thing']]);
  });

  test('leaves other tools alone', async () => {
    host = await gatedHost(ON_INPUT);

    const { structured } = await host.callTool('say-freely', { say: 'BAD' });

    expect(structured).toEqual({ said: 'BAD' });
    expect(judgedBy(host)).toEqual([]);
  });

  test('is found by globs, and however deep it lies, keys included', async () => {
    host = await gatedHost({ input: ['say-*'] });
    const deep = (depth: number): object => (depth === 0 ? { text: 'so BAD' } : { in: [deep(depth - 1)] });

    const results = await Promise.all([
      host.callTool('say-freely', { say: 'BAD' }),
      host.callTool('say-aloud', { more: deep(25) }),
      host.callTool('say-aloud', { more: { 'a BAD key': 1 } }),
      host.callTool('say-aloud', { more: { in: [[['BAD']]] } }),
    ]);

    expect(results.map(({ error }) => error?.code)).toEqual(Array(4).fill('MODERATION_FLAGGED'));
    expect(ran).toEqual([]);
  });

  test('may be a picture: in data, at an address, in base64, or in an allowed folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gate-'));
    await writeFile(join(folder, 'fox.dat'), PIXEL);
    await writeFile(join(folder, 'words.txt'), 'BAD words in a file');
    host = await gatedHost(ON_INPUT, { config: { files: { roots: [folder] } } });
    const base64 = PIXEL.toString('base64');
    const url = `data:image/png;base64,${base64}`;

    await host.callTool('say-aloud', { more: { image_url: { url } } });
    await host.callTool('say-aloud', { more: { picture: base64 } });
    await host.callTool('say-aloud', { say: `![a fox](${url})` });
    await host.callTool('say-aloud', { say: join(folder, 'fox.dat') });
    const address = await host.callTool('say-aloud', { more: { image_url: 'https://example.com/BAD.png' } });
    const file = await host.callTool('say-aloud', { say: join(folder, 'words.txt') });

    const pictures = judgedBy(host).filter(([first]) => first.type === 'image_url');
    expect(pictures.slice(0, 4)).toEqual(Array(4).fill([{ type: 'image_url', image_url: { url } }]));
    expect([address.error?.code, file.error?.code]).toEqual(['MODERATION_FLAGGED', 'MODERATION_FLAGGED']);
    expect(JSON.stringify(judgedBy(host).filter(([first]) => typeof first === 'string'))).not.toContain(
      base64,
    );
  });

  test('may hide in a data URL of text, but sound is nothing to judge', async () => {
    host = await gatedHost(ON_INPUT);
    const data = (type: string, bytes: Buffer) => `data:${type};base64,${bytes.toString('base64')}`;
    const sound = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(3000, 7)]);

    const text = await host.callTool('say-aloud', { more: { file: data('text/plain', Buffer.from('BAD')) } });
    const audio = await host.callTool('say-aloud', { more: { data: data('audio/ogg', sound) } });

    expect(text.error?.code).toBe('MODERATION_FLAGGED');
    expect(audio.error).toBeUndefined();
    expect(judgedBy(host).at(-1)).toEqual([expect.stringMatching(/^.{1,60}$/s)]);
  });

  test('hides behind no spelling of a data URL, and in no letters that look like base64', async () => {
    host = await gatedHost(ON_INPUT);
    const base64 = PIXEL.toString('base64');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

    const results = [
      await host.callTool('say-aloud', { more: { file: `DATA:text/plain;base64,${btoa('so BAD')}` } }),
      await host.callTool('say-aloud', { more: { file: 'data:,so%20BAD%FF' } }),
      await host.callTool('say-aloud', { say: `Something_BAD_${letters}${letters}${letters}` }),
    ];
    await host.callTool('say-aloud', { more: { image: `data:image/png; base64,${base64}` } });

    expect(results.map(({ error }) => error?.code)).toEqual(Array(3).fill('MODERATION_FLAGGED'));
    const pictures = judgedBy(host).filter(([first]) => first.type === 'image_url');
    expect(pictures).toEqual([
      [{ type: 'image_url', image_url: { url: `data:image/png;base64,${base64}` } }],
    ]);
  });

  test('is judged in a file whose name looks like none, however its path is spelled', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gate-'));
    await writeFile(join(folder, 'words'), 'BAD words in a file');
    host = await gatedHost(ON_INPUT, { config: { files: { roots: [folder] } } });

    const results = await Promise.all(
      ['words', `${'./'.repeat(2000)}words`].map((say) => host.callTool('say-aloud', { say })),
    );

    expect(results.map(({ error }) => error?.code)).toEqual(Array(2).fill('MODERATION_FLAGGED'));
  });

  test('is judged in files of the client, which is asked for its folders first', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gate-'));
    await writeFile(join(folder, 'words.txt'), 'BAD words in a file');
    await writeFile(join(folder, 'fine.txt'), 'fine words');
    const both = { input: ['say-aloud'], output: ['say-aloud'] };
    host = await gatedHost(both, { roots: [pathToFileURL(folder).href] });

    const harmful = await host.callTool('say-aloud', { say: join(folder, 'words.txt') });
    const harmless = await host.callTool('say-aloud', { say: 'Read fine.txt.', more: { path: 'fine.txt' } });

    expect(harmful.error?.code).toBe('MODERATION_FLAGGED');
    expect(harmless.structured).toEqual({ said: 'Read fine.txt.' });
    expect(judgedBy(host)).toHaveLength(3);
  });

  test('is judged in the last of many files, and is not let through where there are too many', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gate-'));
    await writeFile(join(folder, 'words.txt'), 'BAD words in a file');
    const names = Array.from({ length: 101 }, (_, n) => `fine-${n}.txt`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), name)));
    host = await gatedHost(ON_INPUT, { config: { files: { roots: [folder] } } });
    const missing = names.map((name) => `missing-${name}`);

    const last = await host.callTool('say-aloud', { more: { paths: [...missing, 'words.txt'] } });
    const many = await host.callTool('say-aloud', { more: { paths: names } });

    expect(last.error?.code).toBe('MODERATION_FLAGGED');
    expect(many.error).toMatchObject({
      code: 'MODERATION_UNAVAILABLE',
      message: expect.stringContaining('more than 100 files'),
    });
  });

  test('is judged whole where it is a megabyte, in pieces, wherever the harm stands', async () => {
    host = await gatedHost(ON_INPUT);
    const long = 'All is well. '.repeat(80_000);

    const fine = await host.callTool('say-aloud', { say: long });
    const cut = await host.callTool('say-aloud', {
      say: `${long.slice(0, 799_998)}BAD${long}`.slice(0, 1_100_000),
    });
    const last = await host.callTool('say-aloud', { say: `${long}BAD` });

    expect(fine.error).toBeUndefined();
    expect([cut.error?.code, last.error?.code]).toEqual(['MODERATION_FLAGGED', 'MODERATION_FLAGGED']);
    const first = judgedBy(host).slice(0, 2);
    expect(first.map((texts) => texts.length).toSorted()).toEqual([128, 6]);
    expect(first.flat().every((text: string) => text.length <= 8000)).toBe(true);
  });

  test('is not let through where there is more of it than is judged, but for harm that was found', async () => {
    host = await gatedHost({ ...ON_INPUT, maxCharacters: 1000 });
    const long = 'word '.repeat(500);

    const tooLong = await host.callTool('say-aloud', { say: long });
    const harmful = await host.callTool('say-aloud', { say: `BAD ${long}` });

    expect(tooLong.error).toMatchObject({
      code: 'MODERATION_UNAVAILABLE',
      message: expect.stringContaining('more than 1000 characters of it (moderation.maxCharacters)'),
    });
    expect(harmful.error?.code).toBe('MODERATION_FLAGGED');
    expect(ran).toEqual([]);
  });

  test('is judged again where a plugin changes it in between', async () => {
    host = await gatedHost(ON_INPUT);

    const { error } = await host.callTool('say-aloud', { say: 'turn-input' });

    expect(error?.code).toBe('MODERATION_FLAGGED');
    expect(ran).toEqual([]);
  });

  test('goes by the scores and categories of the config', async () => {
    host = await gatedHost({ ...ON_INPUT, thresholds: { violence: 0.4 } });
    const lax = await gatedHost({ ...ON_INPUT, thresholds: { violence: 0.99 } });
    const others = await gatedHost({ ...ON_INPUT, categories: ['hate'] });

    const strict = await host.callTool('say-aloud', { say: 'MEH' });
    const results = await Promise.all([
      lax.callTool('say-aloud', { say: 'BAD' }),
      others.callTool('say-aloud', { say: 'BAD' }),
    ]);
    await lax.close();
    await others.close();

    expect(strict.error?.code).toBe('MODERATION_FLAGGED');
    expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
  });

  test('that does not fit the schema is refused before anybody judges it', async () => {
    host = await gatedHost({ input: ['say-aloud'], output: ['say-aloud'] });

    const { error } = await host.callTool('say-aloud', { say: 7 });

    expect(error?.code).toBe('INPUT_INVALID');
    expect(judgedBy(host)).toEqual([]);
  });

  test('of many calls at once is judged call by call', async () => {
    host = await gatedHost(ON_INPUT);
    const says = Array.from({ length: 40 }, (_, n) => (n % 3 === 0 ? `BAD ${n}` : `fine ${n}`));

    const results = await Promise.all(says.map((say) => host.callTool('say-aloud', { say })));

    expect(results.map(({ error }) => error?.code)).toEqual(
      says.map((say) => (say.startsWith('BAD') ? 'MODERATION_FLAGGED' : undefined)),
    );
    expect(ran.toSorted()).toEqual(says.filter((say) => say.startsWith('fine')).toSorted());
  });

  test('of a dry run is not judged: nothing is run', async () => {
    host = await gatedHost({ input: ['say-*'], output: ['say-*'] });

    const estimate = await host.host.estimate({
      tool: 'say-freely',
      arguments: { say: 'BAD' },
      client: { name: 'test' },
      signal: new AbortController().signal,
    });

    expect(estimate).toMatchObject({ mostUsd: 0 });
    expect(judgedBy(host)).toEqual([]);
  });
});
