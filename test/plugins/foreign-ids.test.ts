import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from './bundled-host.js';

let host: BundledHost;
const sent: string[] = [];
beforeAll(async () => {
  host = await bundledHost();
  const answer = (uri: string) => {
    sent.push(uri);
    return [404, { error: { message: 'No such thing' } }] as const;
  };
  const api = nock('https://api.openai.com').persist();
  for (const method of ['get', 'post', 'delete'] as const) api[method](/.*/).reply(answer);
});
afterAll(async () => {
  nock.cleanAll();
  await host.close();
});

const TOOLS: [tool: string, parameter: string, more?: object][] = [
  ['get-file', 'file_id'],
  ['delete-file', 'file_id', { confirm: true }],
  ['download-file', 'file_id'],
  ['search-vector-store', 'vector_store_id', { query: 'light' }],
  ['list-vector-stores', 'vector_store_id'],
  ['add-to-vector-store', 'vector_store_id', { files: ['file-1'] }],
  ['delete-vector-store', 'vector_store_id', { confirm: true }],
  ['get-fine-tuning-job', 'id'],
  ['cancel-fine-tuning-job', 'id'],
  ['list-fine-tuning-events', 'id'],
  ['list-messages', 'thread_id'],
  ['get-job', 'id'],
];

describe('an id that is a path', () => {
  test.each(TOOLS)('is refused by %s before anything is sent', async (tool, parameter, more = {}) => {
    for (const id of ['..', '.', '../files', '%2e%2e', 'a/../../files', 'a?b=c', 'a#b']) {
      const { code } = await host.call(tool, { [parameter]: id, ...more });

      expect(code, id).toMatch(/^(INPUT_INVALID|[A-Z]+_NOT_FOUND)$/);
    }
    expect(sent).toEqual([]);
  });
});
