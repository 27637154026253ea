import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from '../bundled-host.js';
import { answerEmbeddings, type EmbeddingRequest } from './embedding-answers.js';

const DOCUMENTS = [
  {
    text: '# Light\n\nThe lamp turns once in ten seconds.',
    id: 'light',
    title: 'Light',
    metadata: { year: 2024 },
  },
  {
    text: '# Boats\n\nBoats wait for the storm to end.',
    id: 'boats',
    metadata: { year: 2025, area: 'harbour' },
  },
  { text: '# Lamps\n\nA lamp that turns needs oil.', id: 'lamps', metadata: { year: 2026 } },
];

type Hits = { source: string; score: number; snippet: string; chunk: string }[];

describe('searching a collection', () => {
  let host: BundledHost;
  let requests: EmbeddingRequest[];
  const call = async (tool: string, more: object) => {
    const outcome = await host.call(tool, { collection: 'harbour', ...more });
    return { ...outcome, hits: (outcome.structured.hits ?? []) as Hits };
  };

  beforeAll(async () => {
    host = await bundledHost();
    answerEmbeddings();
    await host.call('index-documents', { collection: 'harbour', documents: DOCUMENTS });
  });
  beforeEach(() => {
    nock.cleanAll();
    requests = answerEmbeddings();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => host.close());

  test('finds by meaning and words, best first, with snippet, place and scores', async () => {
    const { hits, text } = await call('semantic-search', { query: 'lamp turns ten seconds', limit: 2 });

    expect(hits.map(({ source }) => source)).toEqual(['light', 'lamps']);
    expect(hits[0]).toMatchObject({
      ...{ line: 1, from: 0, heading: 'Light', title: 'Light', metadata: { year: 2024 } },
      ...{ snippet: DOCUMENTS[0]!.text, text_rank: 1, vector_rank: 1 },
    });
    expect(hits[0]!.score).toBeGreaterThan(hits[1]!.score);
    expect(text).toContain('1. light:1 — Light (similarity ');
    expect(requests).toEqual([
      { model: 'text-embedding-3-small', input: ['lamp turns ten seconds'], encoding_format: 'base64' },
    ]);
  });

  test('finds by words alone without asking anybody', async () => {
    const { hits } = await call('semantic-search', { query: 'storm', mode: 'text' });

    expect(hits.map(({ source }) => source)).toEqual(['boats']);
    expect(requests).toEqual([]);
  });

  test('finds by meaning alone', async () => {
    const { hits } = await call('semantic-search', { query: 'oil', mode: 'vector', limit: 1 });

    expect(hits).toMatchObject([{ source: 'lamps', vector_rank: 1 }]);
    expect(hits[0]).not.toHaveProperty('text_rank');
  });

  test.each([
    [{ year: 2025 }, ['boats']],
    [{ year: { gte: 2025 } }, ['boats', 'lamps']],
    [{ year: { gt: 2024, lt: 2026 } }, ['boats']],
    [{ area: { in: ['harbour', 'sea'] } }, ['boats']],
    [{ area: { ne: 'harbour' } }, ['lamps', 'light']],
    [{ area: 'elsewhere' }, []],
  ])('keeps to the filter %j', async (filter, sources) => {
    const { hits, text } = await call('semantic-search', { query: 'lamp boats', filter });

    expect(hits.map(({ source }) => source).sort()).toEqual(sources);
    expect(text.startsWith('Nothing was found')).toBe(sources.length === 0);
  });

  test('shows of a long chunk what stands around the words, and its line', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `Line ${at} says nothing at all about it.`);
    lines[24] = 'Here is the needle.';
    await call('index-documents', {
      collection: 'long',
      documents: [{ text: lines.join('\n'), id: 'long' }],
    });

    const { hits } = await call('semantic-search', { collection: 'long', query: 'needle', limit: 1 });

    const [{ snippet, line }] = hits as unknown as [{ snippet: string; line: number }];
    expect(snippet).toContain('Here is the needle.');
    expect(snippet.length).toBeLessThan(800);
    expect(lines[line - 1]).toContain(snippet.replace('… ', '').split('\n')[0]);
  });

  test.each([
    ['semantic-search', { query: 'x' }],
    ['similar-to', { id: 'x' }],
    ['delete-collection', {}],
  ])('%s names the nearest of unknown collections', async (tool, more) => {
    const { code, text } = await call(tool, { collection: 'habrour', ...more });

    expect(code).toBe('COLLECTION_NOT_FOUND');
    expect(text).toContain('Did you mean harbour?');
    expect(requests).toEqual([]);
  });

  test('refuses an unknown comparison before anything is sent', async () => {
    const { code, text } = await call('semantic-search', { query: 'x', filter: { year: { like: 1 } } });

    expect(code).toBe('INPUT_INVALID');
    expect(text).toContain('like');
    expect(requests).toEqual([]);
  });

  test('finds what is similar to a document, to a chunk, and to a text', async () => {
    const byDocument = await call('similar-to', { id: 'light', limit: 1 });
    const [{ chunk }] = byDocument.hits as [Hits[number]];
    const byChunk = await call('similar-to', { id: chunk, limit: 1 });
    const asked = requests.length;
    const byText = await call('similar-to', { text: 'boats in a storm', limit: 1 });

    expect(byDocument.hits).toMatchObject([{ source: 'lamps' }]);
    expect(byChunk.hits).toMatchObject([{ source: 'light' }]);
    expect(asked).toBe(0);
    expect(byText.hits).toMatchObject([{ source: 'boats' }]);
  });

  test.each([
    [{}, 'INPUT_INVALID'],
    [{ id: 'light', text: 'x' }, 'INPUT_INVALID'],
    [{ id: 'nothing' }, 'DOCUMENT_NOT_FOUND'],
    [{ id: '999999' }, 'DOCUMENT_NOT_FOUND'],
  ])('similar-to refuses %j', async (more, code) => {
    expect((await call('similar-to', more)).code).toBe(code);
  });
});

describe('delete-collection', () => {
  test.each([
    ['accept', undefined, 0],
    ['decline', 'NOT_CONFIRMED', 1],
  ] as const)('asks the person, who can %s', async (action, code, left) => {
    const asked: string[] = [];
    const host = await bundledHost({
      answer: (question) => {
        asked.push(question);
        return action;
      },
    });
    answerEmbeddings();
    await host.call('index-documents', { collection: 'notes', documents: [{ text: 'Hello.' }] });

    const outcome = await host.call('delete-collection', { collection: 'notes' });

    expect(outcome.code).toBe(code);
    expect(asked[0]).toContain('"notes" with 1 document (1 chunk)');
    expect((await host.call('list-collections')).structured.collections).toHaveLength(left);
    nock.cleanAll();
    await host.close();
  });

  test.each([
    [{}, 'NOT_CONFIRMED', 1],
    [{ confirm: true }, undefined, 0],
  ])('goes by %j where the client can ask nobody', async (more, code, left) => {
    const host = await bundledHost();
    answerEmbeddings();
    await host.call('index-documents', { collection: 'notes', documents: [{ text: 'Hello.' }] });

    const outcome = await host.call('delete-collection', { collection: 'notes', ...more });

    expect(outcome.code).toBe(code);
    expect((await host.call('list-collections')).structured.collections).toHaveLength(left);
    nock.cleanAll();
    await host.close();
  });

  test('is only foretold by an estimate', async () => {
    const host = await bundledHost();
    answerEmbeddings();
    await host.call('index-documents', { collection: 'notes', documents: [{ text: 'Hello.' }] });

    const { text } = await host.call('estimate-cost', {
      tool: 'delete-collection',
      arguments: { collection: 'notes' },
    });

    expect(text).toContain('It would delete a collection.');
    expect((await host.call('list-collections')).structured.collections).toHaveLength(1);
    nock.cleanAll();
    await host.close();
  });
});
