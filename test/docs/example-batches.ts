import type { ServedProcess } from '../support/served-process.js';

const FAILING = { custom_id: 'failing', body: { input: 'Hi', max_output_tokens: 1 } };
const REQUESTS: Record<string, unknown[]> = {
  batch_ID: ['Hello'],
  batch_DONE: ['Hello'],
  batch_PARTLY: ['Hello', FAILING],
};
const MOST_LOOKS = 10;

/** An example whose batch has just been created, and has ended where the example needs that. */
export async function withBatch(example: string, { call }: ServedProcess): Promise<string> {
  const [name = ''] = /batch_(ID|DONE|PARTLY)/.exec(example) ?? [];
  if (name === '') return example;
  const { structuredContent } = await call('create-batch', {
    requests: REQUESTS[name],
    metadata: { example },
  });
  const { id } = structuredContent as { id: string };
  for (let look = 0; name !== 'batch_ID' && look < MOST_LOOKS; look += 1) await call('get-batch', { id });
  return example.replace(name, id);
}
