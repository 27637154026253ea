import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const upload = async (text: string, name: string) =>
  (await held.openai.files.create({ file: await toFile(Buffer.from(text), name), purpose: 'assistants' })).id;
const batchOf = async (files: { file_id: string; attributes?: Record<string, string> }[]) => {
  const store = await held.openai.vectorStores.create({ name: 'Notes' });
  const batch = await held.openai.vectorStores.fileBatches.create(store.id, { files });
  return { store, batch };
};
const whole = async (store: string, batch: string) => {
  for (;;) {
    const seen = await held.openai.vectorStores.fileBatches.retrieve(batch, { vector_store_id: store });
    if (seen.status !== 'in_progress') return seen;
  }
};

describe('the vector stores of the sandbox', () => {
  it('index a batch of files step by step, and say which could not be read', async () => {
    const ids = [
      await upload('Bees make honey.', 'bees.md'),
      await upload('Ice is cold.', 'ice.md'),
      await upload('\u0000', 'a.zip'),
      await upload('   ', 'blank.txt'),
    ];

    const { store, batch } = await batchOf(ids.map((file_id) => ({ file_id })));
    const ended = await whole(store.id, batch.id);
    const failed = await held.openai.vectorStores.fileBatches.listFiles(batch.id, {
      vector_store_id: store.id,
      filter: 'failed',
    });

    expect(batch).toMatchObject({ status: 'in_progress', file_counts: { in_progress: 4, total: 4 } });
    expect(ended).toMatchObject({ status: 'completed', file_counts: { completed: 2, failed: 2 } });
    expect(failed.data.map(({ last_error }) => last_error?.code).toSorted()).toEqual([
      'invalid_file',
      'unsupported_file',
    ]);
    expect((await held.openai.vectorStores.retrieve(store.id)).usage_bytes).toBeGreaterThan(0);
  });

  it('find what is most like the query, among the files that a filter lets through', async () => {
    const honey = await upload('Bees make honey from nectar.', 'bees.md');
    const ice = await upload('Ice floats on water.', 'ice.md');
    const { store, batch } = await batchOf([
      { file_id: honey, attributes: { topic: 'animals' } },
      { file_id: ice, attributes: { topic: 'matter' } },
    ]);
    await whole(store.id, batch.id);

    const all = await held.openai.vectorStores.search(store.id, {
      query: 'What is honey?',
      rewrite_query: true,
    });
    const some = await held.openai.vectorStores.search(store.id, {
      query: 'honey',
      filters: { type: 'or', filters: [{ type: 'eq', key: 'topic', value: 'matter' }] },
    });

    expect(all.data[0]).toMatchObject({
      file_id: honey,
      filename: 'bees.md',
      attributes: { topic: 'animals' },
    });
    expect(all.data[0]!.content[0]!.text).toContain('nectar');
    expect(some.data.every(({ file_id }) => file_id === ice)).toBe(true);
  });

  it('stop what is not indexed yet when a batch is cancelled', async () => {
    const { store, batch } = await batchOf([{ file_id: await upload('a', 'a.md') }]);

    const cancelled = await held.openai.vectorStores.fileBatches.cancel(batch.id, {
      vector_store_id: store.id,
    });

    expect(cancelled).toMatchObject({ status: 'cancelled', file_counts: { cancelled: 1 } });
  });

  it('lose a file that is deleted', async () => {
    const id = await upload('a', 'a.md');
    const { store } = await batchOf([{ file_id: id }]);

    await held.openai.files.delete(id);

    expect((await held.openai.vectorStores.files.list(store.id)).data).toEqual([]);
  });

  it.each([
    ['an unknown file', { file_ids: ['file-none'] }, 'No such File object'],
    [
      'too many attributes',
      { attributes: Object.fromEntries([...Array(17).keys()].map((at) => [`k${at}`, at])) },
      'at most 16',
    ],
    ['a long attribute', { attributes: { a: 'x'.repeat(513) } }, 'maximum length 512'],
    [
      'an overlap above half',
      {
        chunking_strategy: {
          type: 'static',
          static: { max_chunk_size_tokens: 100, chunk_overlap_tokens: 51 },
        },
      },
      'must not exceed half',
    ],
  ])('refuse %s', async (_, body, message) => {
    const store = await held.openai.vectorStores.create({});
    const file_ids = [await upload('a', 'a.md')];

    const refused = held.openai.vectorStores.fileBatches.create(store.id, { file_ids, ...body } as never);

    await expect(refused).rejects.toThrow(message);
    await expect(held.openai.vectorStores.retrieve('vs_none')).rejects.toMatchObject({ status: 404 });
  });
});
