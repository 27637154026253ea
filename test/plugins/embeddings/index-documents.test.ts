import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from '../bundled-host.js';
import { samplePdf } from '../vision/sample-pdfs.js';
import { answerEmbeddings, textsIn } from './embedding-answers.js';

const PAGE = `<!doctype html><html><head><title>Harbour</title><style>p { color: red }</style></head><body>
<nav>Home About</nav><h1>Harbour</h1><p>Boats lie <b>safely</b> there.</p><script>steal()</script></body></html>`;
const CODE = `import x from 'y';

/** Turns the light. */
export function turnLight(seconds: number) {
  return seconds * 2;
}
`;

let folder: string;
let host: BundledHost;
const put = async (name: string, data: string | Uint8Array) => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), data);
};
/** None of them twice. */
const sentences = (count: number, word = 'Sentence') =>
  Array.from({ length: count }, (_, at) => `${word} ${at} has some words, and says little.`).join(' ');
const index = (documents: unknown[], more: object = {}) =>
  host.call('index-documents', { collection: 'notes', documents, ...more });
const search = (query: string, more: object = {}) =>
  host.call('semantic-search', { collection: 'notes', query, ...more });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-index-'));
  host = await bundledHost({ config: { files: { roots: [folder] } } });
});
afterEach(async () => {
  nock.cleanAll();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

describe('index-documents', () => {
  test('reads every kind of a folder, and says what it passed over', async () => {
    answerEmbeddings();
    await put(
      'a.md',
      '---\ntitle: Keepers\n---\n# Keepers\n\nIntro.\n\n## Night\n\nAda keeps the lighthouse.\n',
    );
    await put('b/page.html', PAGE);
    await put('b/light.ts', CODE);
    await put('b/plain.txt', 'One paragraph.\n\nAnother one on whales.\n');
    await put('book.pdf', await samplePdf(3));
    await put('picture.png', Buffer.from('89504e470d0a1a0a', 'hex'));
    await put('data', Buffer.from([0, 1, 2, 3, 0, 255]));
    await put('empty.md', '');
    await put('node_modules/x/readme.md', 'no');
    await put('.git/notes.md', 'no');

    const { structured, text } = await index([folder]);

    expect(structured).toMatchObject({ indexed: 5, unchanged: 0, failed: 0 });
    expect(structured.skipped).toEqual({ binary: 2, empty: 1, 'folders not looked into': 2 });
    expect(text).toContain('5 documents indexed into notes');
    expect(text).toContain('Passed over:');
  });

  test.each([
    ['Who keeps the lighthouse', 'a.md', { line: 1, heading: 'Keepers', title: 'Keepers' }],
    ['boats lie safely', 'page.html', { line: 2, heading: 'Harbour', title: 'Harbour' }],
    ['turnLight seconds', 'light.ts', { line: 1 }],
    ['whales', 'plain.txt', { line: 1 }],
    ['page 3', 'book.pdf', { page: 1 }],
  ])('lets "%s" be found in %s with its place', async (query, name, place) => {
    answerEmbeddings();
    await put(
      'a.md',
      '---\ntitle: Keepers\n---\n# Keepers\n\nIntro.\n\n## Night\n\nAda keeps the lighthouse.\n',
    );
    await put('b/page.html', PAGE);
    await put('b/light.ts', CODE);
    await put('b/plain.txt', 'One paragraph.\n\nAnother one on whales.\n');
    await put('book.pdf', await samplePdf(3));
    await index([folder]);

    const { structured, text } = await search(query, { limit: 1 });

    const [hit] = structured.hits as Record<string, unknown>[];
    expect(hit).toMatchObject({ ...place, source: expect.stringContaining(name) });
    expect(text).toMatch(/^1 passage from 5 documents/);
  });

  test('leaves out scripts, styles and menus of a page', async () => {
    const requests = answerEmbeddings();
    await put('page.html', PAGE);

    await index(['page.html']);

    expect(textsIn(requests).join()).not.toMatch(/steal|color|About/);
    expect(textsIn(requests).join()).toContain('Boats lie **safely** there.');
  });

  test('puts the headings above a chunk before it, and cuts by structure', async () => {
    const requests = answerEmbeddings();
    const words = (word: string) => `${`${word} `.repeat(300).trim()}.`;
    await put('long.md', `# Top\n\n## One\n\n${words('alpha')}\n\n## Two\n\n${words('beta')}\n`);

    await index(['long.md']);

    const sent = textsIn(requests);
    expect(sent.map((text) => text.split('\n')[0])).toEqual(['Top > One', 'Top > Two']);
    expect(sent[1]).not.toContain('alpha');
  });

  test('embeds nothing that has not changed, and of a changed document only what has', async () => {
    const requests = answerEmbeddings();
    const section = (name: string, word: string) => `## ${name}\n\n${`${word} `.repeat(300)}\n\n`;
    await put('a.md', section('One', 'alpha') + section('Two', 'beta'));
    await put('b.md', '# B\n\nUnchanged.');
    await index([folder]);
    requests.length = 0;

    const again = await index([folder]);
    await put('a.md', section('One', 'alpha') + section('Two', 'gamma'));
    const changed = await index([folder]);

    expect(again.structured).toMatchObject({ indexed: 0, unchanged: 2, embedded: 0 });
    expect(changed.structured).toMatchObject({ indexed: 1, unchanged: 1, embedded: 1, reused: 1 });
    expect(textsIn(requests)).toEqual([expect.stringContaining('gamma')]);
  });

  test('embeds a text once that several documents have', async () => {
    const requests = answerEmbeddings();

    const { structured } = await index([
      { text: 'The same.', id: 'a' },
      { text: 'The same.', id: 'b' },
    ]);

    expect(textsIn(requests)).toEqual(['The same.']);
    expect(structured).toMatchObject({ indexed: 2, chunks: 2, embedded: 1 });
  });

  test('takes out what is gone where it is told to prune, and nothing else', async () => {
    answerEmbeddings();
    await put('a.md', 'Alpha.');
    await put('b.md', 'Beta.');
    await index([folder, { text: 'Given.', id: 'given' }]);
    await rm(join(folder, 'b.md'));

    const kept = await index([folder]);
    const pruned = await index([folder], { prune: true });

    expect(kept.structured).not.toHaveProperty('removed');
    expect(pruned.structured).toMatchObject({ removed: 1, unchanged: 1 });
    const { structured } = await host.call('list-collections');
    expect(structured.collections).toMatchObject([{ name: 'notes', documents: 2 }]);
  });

  test('goes on past bad files, and says what is wrong with each', async () => {
    answerEmbeddings();
    await put('good.md', 'Good.');
    await put('corrupt.pdf', '%PDF-1.7\nnot much of one');
    await put('locked.pdf', await samplePdf(1, { userPassword: 'secret', ownerPassword: 'more' }));
    await put('latin.txt', Buffer.from('caf\xe9 au lait', 'latin1'));

    const { structured, text, isError } = await index([folder, 'missing.md', '/etc/passwd']);

    expect(isError).toBe(false);
    expect(structured).toMatchObject({ indexed: 1, failed: 5 });
    const failures = structured.failures as { source: string; code: string }[];
    expect(failures.map(({ code }) => code).sort()).toEqual([
      'DOCUMENT_DAMAGED',
      'DOCUMENT_ENCRYPTED',
      'DOCUMENT_NOT_UTF8',
      'FILE_NOT_FOUND',
      'PATH_NOT_ALLOWED',
    ]);
    expect(text).toContain('corrupt.pdf: DOCUMENT_DAMAGED');
  });

  test.each([
    ['a corrupt PDF', 'x.pdf', async () => Buffer.from('%PDF-1.7\nno\n%%EOF'), 'DOCUMENT_DAMAGED'],
    [
      'a PDF that was cut off',
      'x.pdf',
      async () => (await samplePdf(2)).subarray(0, 900),
      'DOCUMENT_DAMAGED',
    ],
    [
      'an encrypted PDF',
      'x.pdf',
      () => samplePdf(1, { userPassword: 'a', ownerPassword: 'b' }),
      'DOCUMENT_ENCRYPTED',
    ],
    ['an empty file', 'x.md', async () => Buffer.alloc(0), 'DOCUMENT_EMPTY'],
    ['white space', 'x.txt', async () => Buffer.from(' \n\t\n'), 'DOCUMENT_EMPTY'],
    ['binary under the name of a text', 'x.txt', async () => Buffer.from([1, 0, 2, 0]), 'DOCUMENT_NOT_TEXT'],
    ['a picture', 'x.png', async () => Buffer.from('89504e470d0a1a0a', 'hex'), 'DOCUMENT_NOT_TEXT'],
    ['invalid UTF-8', 'x.md', async () => Buffer.from('Stra\xdfe', 'latin1'), 'DOCUMENT_NOT_UTF8'],
    [
      'invalid UTF-8 far behind',
      'x.txt',
      async () => Buffer.concat([Buffer.alloc(2 ** 21, 'a b\n'), Buffer.of(0xe9)]),
      'DOCUMENT_NOT_UTF8',
    ],
    ['a page of 5 MB', 'x.html', async () => Buffer.alloc(5 * 2 ** 20, '<p>x</p>\n'), 'FILE_TOO_LARGE'],
  ])('refuses %s by itself', async (_, name, data, code) => {
    const requests = answerEmbeddings();
    await put(name, await data());

    const outcome = await index([name]);

    expect(outcome.code).toBe(code);
    expect(outcome.text).toContain(name);
    expect(requests).toEqual([]);
  });

  test('refuses a file of 3 GB without reading it', async () => {
    answerEmbeddings();
    const file = await open(join(folder, 'huge.txt'), 'w');
    await file.truncate(3 * 2 ** 30);
    await file.close();

    const { code } = await index(['huge.txt']);

    expect(code).toBe('FILE_TOO_LARGE');
  });

  test('says so where all of several documents failed', async () => {
    await put('a.md', '');
    await put('b.md', '');

    const { code, text } = await index(['a.md', 'b.md']);

    expect(code).toBe('NOTHING_INDEXED');
    expect(text).toContain('DOCUMENT_EMPTY');
  });

  test.each([
    ['a folder outside', '/etc', 'PATH_NOT_ALLOWED'],
    ['a glob outside', '/etc/*.conf', 'PATH_NOT_ALLOWED'],
    ['a glob that climbs out', '../*.md', 'PATH_NOT_ALLOWED'],
    ['a glob that nothing fits', '**/*.nothing', 'NO_FILE_FOUND'],
    ['a folder that is not there', 'nowhere/**', 'FILE_NOT_FOUND'],
    ['an address inside the machine', 'http://127.0.0.1:1/x', 'URL_NOT_ALLOWED'],
  ])('refuses %s', async (_, source, code) => {
    const outcome = await index([source]);

    expect(outcome.code).toBe(code);
  });

  test('follows no link out of an allowed folder, and takes the files that a glob names', async () => {
    const requests = answerEmbeddings();
    const outside = await mkdtemp(join(tmpdir(), 'openai-mcp-host-outside-'));
    await writeFile(join(outside, 'secret.md'), 'Secret.');
    await put('docs/a.md', 'Alpha.');
    await put('docs/deep/b.txt', 'Beta.');
    await put('docs/deep/c.rst', 'Gamma.');
    await put('other.md', 'Delta.');
    await put('[id].md', 'Epsilon.');
    await symlink(outside, join(folder, 'docs', 'linked'));
    await symlink(join(outside, 'secret.md'), join(folder, 'docs', 'linked.md'));

    const { structured } = await index(['docs/**/*.{md,txt}', '[id].md']);

    expect(textsIn(requests).sort()).toEqual(['Alpha.', 'Beta.', 'Epsilon.']);
    expect(structured.skipped).toEqual({ links: 1 });
    await rm(outside, { recursive: true });
  });

  test.each([
    [
      'a model without embeddings',
      { model: 'gpt-6-luna' },
      'MODEL_WITHOUT_EMBEDDINGS',
      'text-embedding-3-small',
    ],
    ['too many dimensions', { dimensions: 2000 }, 'DIMENSIONS_NOT_OFFERED', '1536'],
    [
      'fewer of a model that can not',
      { model: 'text-embedding-ada-002', dimensions: 9 },
      'DIMENSIONS_NOT_OFFERED',
      '1536',
    ],
  ])('refuses %s before anything is sent', async (_, more, code, words) => {
    const requests = answerEmbeddings();

    const outcome = await index([{ text: 'Hello.' }], more);

    expect(outcome.code).toBe(code);
    expect(outcome.text).toContain(words);
    expect(requests).toEqual([]);
  });

  test.each([
    ['another model', { model: 'text-embedding-3-large' }],
    ['other dimensions', { dimensions: 512 }],
  ])('refuses %s in one collection', async (_, more) => {
    const requests = answerEmbeddings();
    await index([{ text: 'Hello.' }], { dimensions: 256 });
    requests.length = 0;

    const outcome = await index([{ text: 'Other.' }], more);

    expect(outcome.code).toBe('COLLECTION_DIFFERS');
    expect(outcome.text).toContain('256');
    expect(requests).toEqual([]);
  });

  test('keeps to the dimensions of its collection', async () => {
    const requests = answerEmbeddings();
    await index([{ text: 'Hello.' }], { dimensions: 256 });

    await index([{ text: 'Other.' }]);
    await search('Hello');

    expect(requests.map(({ dimensions }) => dimensions)).toEqual([256, 256, 256]);
  });

  test('counts chunks, tokens and cost in a dry run, and sends nothing', async () => {
    const requests = answerEmbeddings();
    await put('a.md', `# A\n\n${sentences(250)}`);

    const { structured, text } = await index([folder], { dry_run: true });
    const estimate = await host.call('estimate-cost', {
      tool: 'index-documents',
      arguments: { collection: 'notes', documents: [folder] },
    });

    expect(structured).toMatchObject({ indexed: 1, chunks: 7, embedded: 7 });
    expect(structured.tokens).toBeGreaterThan(2000);
    expect(structured.cost_usd).toBeGreaterThan(0);
    expect(text).toMatch(/^Nothing was sent/);
    expect(estimate.text).toContain('/embeddings');
    expect(requests).toEqual([]);
    expect((await host.call('list-collections')).structured).toEqual({ collections: [] });
  });

  test('keeps each request within what the API takes', async () => {
    const requests = answerEmbeddings();
    const many = Array.from({ length: 2100 }, (_, at) => ({ text: `Note ${at}.`, id: `n${at}` }));
    await put('long.txt', sentences(20_000));

    const { structured } = await index([...many, 'long.txt']);

    expect(structured).toMatchObject({ indexed: 2101, failed: 0 });
    for (const { input } of requests) {
      expect(input.length).toBeLessThanOrEqual(2048);
      expect(Math.max(...input.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(8192);
      expect(input.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(300_000);
    }
    expect(new Set(textsIn(requests)).size).toBe(textsIn(requests).length);
  });

  test('keeps what was paid for where a later request fails, and goes on from there', async () => {
    let isDown = true;
    const requests = answerEmbeddings({
      refuse: ({ input }) =>
        isDown && [input].flat().some((text) => text.includes('needle'))
          ? { status: 400, body: { error: { message: 'Enough.', code: 'enough' } } }
          : undefined,
    });
    await put('a.txt', sentences(9000));
    await put('b.txt', `${sentences(9000, 'Line')} needle`);

    const failed = await index([folder]);
    const answered = new Set(
      textsIn(requests.filter(({ input }) => !input.some((text) => text.includes('needle')))),
    );
    requests.length = 0;
    isDown = false;
    const whole = await index([folder]);

    expect(failed.isError).toBe(true);
    expect(answered.size).toBeGreaterThan(0);
    expect(whole.structured).toMatchObject({ failed: 0 });
    expect(textsIn(requests).filter((text) => answered.has(text))).toEqual([]);
  });

  test('takes any text: half a surrogate pair, no spaces, one endless line', async () => {
    const requests = answerEmbeddings();

    const { structured } = await index([
      { text: 'Broken \ud83d end.', id: 'a' },
      { text: '灯台'.repeat(3000), id: 'b' },
      { text: 'x'.repeat(9000), id: 'c' },
    ]);

    expect(structured).toMatchObject({ indexed: 3, failed: 0 });
    for (const text of textsIn(requests)) expect(text.isWellFormed()).toBe(true);
  });

  test('takes Markdown that nests without end, and lists without a place to cut', async () => {
    answerEmbeddings();
    const items = Array.from({ length: 6000 }, (_, at) => `- item ${at} of a long list`).join('\n');
    await put('quotes.md', `${'>'.repeat(150_000)} deep`);
    await put('list.md', `# List\n\n${items}\n- the whale\n`);

    const { structured } = await index([folder], { dry_run: true });
    await index(['list.md']);
    const { structured: found } = await search('whale', { limit: 1 });

    expect(structured).toMatchObject({ indexed: 2, failed: 0 });
    const [hit] = found.hits as { line: number; snippet: string }[];
    expect(hit?.snippet).toContain('the whale');
    expect(hit?.line).toBeGreaterThan(5900);
  });

  test('stops when it is cancelled, and leaves a collection that can be searched', async () => {
    const stop = new AbortController();
    answerEmbeddings({
      refuse: (_, number) => {
        if (number === 2) stop.abort();
        return undefined;
      },
    });
    await put('a.md', 'Alpha.');
    await index(['a.md']);
    await put('b.txt', sentences(30_000));

    const call = host.client.callTool(
      { name: 'index-documents', arguments: { collection: 'notes', documents: [folder] } },
      { signal: stop.signal },
    );

    await expect(call).rejects.toThrow();
    const { structured } = await search('alpha', { mode: 'text' });
    expect(structured.hits).toMatchObject([{ source: expect.stringContaining('a.md') }]);
  });
});

describe('index-documents on another provider', () => {
  const BASE = 'http://models.example/v1';

  beforeEach(async () => {
    await host.close();
    host = await bundledHost({ config: { files: { roots: [folder] }, openai: { baseURL: BASE } } });
  });

  test('sends its own model names, numbers instead of base64, no dimensions, and few texts at a time', async () => {
    const requests = answerEmbeddings({ base: BASE, native: 384 });
    const notes = Array.from({ length: 40 }, (_, at) => ({ text: `Note ${at}.` }));

    const { structured } = await index(notes, { model: 'nomic-embed-text' });
    const found = await search('Note 7');

    expect(structured).toMatchObject({ indexed: 40, failed: 0 });
    expect(found.structured.hits).not.toEqual([]);
    for (const request of requests) {
      expect(request).toMatchObject({ model: 'nomic-embed-text', encoding_format: 'float' });
      expect(request).not.toHaveProperty('dimensions');
      expect([request.input].flat().length).toBeLessThanOrEqual(32);
    }
    expect((await host.call('list-collections')).structured.collections).toMatchObject([{ dimensions: 384 }]);
  });

  test('asks for the dimensions that a collection was made with', async () => {
    const requests = answerEmbeddings({ base: BASE, native: 384 });
    await index([{ text: 'Hello.' }], { model: 'jina-embeddings', dimensions: 128 });

    const { isError } = await search('Hello');

    expect(isError).toBe(false);
    expect(requests.at(-1)).toMatchObject({ dimensions: 128 });
  });

  test('refuses vectors of another length than before', async () => {
    answerEmbeddings({ base: BASE, native: 384 });
    await index([{ text: 'Hello.' }], { model: 'one' });
    nock.cleanAll();
    answerEmbeddings({
      base: BASE,
      native: 512,
      hasOneLength: true,
    });

    const { code } = await index([{ text: 'Other.' }]);

    expect(code).toBe('COLLECTION_DIFFERS');
  });
});
