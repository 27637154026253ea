import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const MODEL = 'gpt-6-luna';
/** OpenAI refuses it when its turn comes. */
const FAILING = { custom_id: 'failing', body: { model: MODEL, input: 'Hi', max_output_tokens: 1 } };
const MOST_LOOKS = 20;

/** The requests of a batch by the endpoint that they go to: files, and lists with what all of them share. */
function orders(folder: string): Record<string, unknown>[] {
  const user = { role: 'user', content: 'Hi' };
  const bodies: Record<string, object> = {
    '/v1/responses': { model: MODEL, input: 'Hi', max_output_tokens: 20 },
    '/v1/chat/completions': { model: MODEL, messages: [user] },
    '/v1/completions': { model: 'gpt-3.5-turbo-instruct', prompt: 'Once' },
    '/v1/embeddings': { model: 'text-embedding-3-small', input: ['one', 'two'] },
    '/v1/moderations': { model: 'omni-moderation-latest', input: 'Hi' },
    '/v1/images/generations': { prompt: 'A lighthouse', size: '1024x1024' },
  };
  const files = Object.entries(bodies).map(([url, body], nth) => {
    const name = `lines-${nth}.jsonl`;
    const lines = ['a', 'b'].map((custom_id) => JSON.stringify({ custom_id, method: 'POST', url, body }));
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return { file: name };
  });
  return [
    { requests: ['Hi', { custom_id: 'own', body: { input: 'Ho' } }] },
    { requests: ['Hi'], endpoint: '/v1/chat/completions', defaults: { max_completion_tokens: 20 } },
    { requests: ['Hi'], endpoint: '/v1/embeddings', defaults: { dimensions: 256 } },
    { requests: ['Hi'], endpoint: '/v1/moderations' },
    { requests: ['A lighthouse'], endpoint: '/v1/images/generations' },
    { requests: ['Hi'], defaults: { model: MODEL, temperature: 0.5, max_output_tokens: 20 } },
    ...files,
  ];
}

/** Batches; those that others are asked about have ended. */
export async function batchArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const created = async (requests: unknown[]) => {
    const { structuredContent } = await call('create-batch', { requests });
    return (structuredContent as { id: string }).id;
  };
  const ended = async (requests: unknown[]) => {
    const id = await created(requests);
    for (let look = 0; look < MOST_LOOKS; look += 1) await call('get-batch', { id });
    return id;
  };
  const id = await ended(['One', 'Two', FAILING]);
  const running = await created(['Three']);
  return {
    'create-batch': {
      'requests, file, endpoint, defaults': orders(folder),
      metadata: [NONE, { run: 'one' }],
      output_expires_after: [NONE, { seconds: 3600 }, { anchor: 'created_at', seconds: 2_592_000 }],
    },
    'get-batch': { id: [id, running], wait_seconds: [NONE, 0] },
    'list-batches': { limit: [NONE, 1, 100], after: [NONE, running] },
    'get-batch-results': {
      id: [id],
      offset: [NONE, 1],
      limit: [NONE, 1],
      failed_only: [NONE, true],
      format: [NONE, 'jsonl', 'csv'],
    },
    'retry-batch': { id: [id] },
    'cancel-batch': { id: [running] },
  };
}
