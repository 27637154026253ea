import { toFile } from 'openai';
import type { Batch, BatchCreateParams } from 'openai/resources/batches';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6-luna';
const MOST_LOOKS = 10;

const line = (custom_id: string, body: object, url = '/v1/responses', more: object = {}) =>
  JSON.stringify({ custom_id, method: 'POST', url, body, ...more });

async function create(lines: string[], more: Partial<BatchCreateParams> = {}): Promise<Batch> {
  const file = await held.openai.files.create({
    file: await toFile(Buffer.from(lines.join('\n')), 'lines.jsonl'),
    purpose: 'batch',
  });
  return held.openai.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/responses',
    completion_window: '24h',
    ...more,
  });
}

async function statuses(id: string): Promise<Batch[]> {
  const seen: Batch[] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    seen.push(await held.openai.batches.retrieve(id));
    if (['completed', 'failed', 'cancelled'].includes(seen.at(-1)!.status)) return seen;
  }
  throw new Error('It never ends.');
}

async function linesOf(file: string | undefined) {
  if (file === undefined) return [];
  const text = await (await held.openai.files.content(file)).text();
  return text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one));
}

describe('a batch of the sandbox', () => {
  it('goes from validating to completed, and runs its lines for real', async () => {
    const created = await create([
      line('a', { model, input: 'Hi' }),
      line('b', { model, input: 'Hi', temperature: 3, reasoning: { effort: 'none' } }),
      line('c', { model, input: 'Hello' }),
      line('d', { model, stream: true, input: 'Hello' }),
    ]);

    const seen = await statuses(created.id);
    const ended = seen.at(-1)!;
    const answers = await linesOf(ended.output_file_id);
    const failures = await linesOf(ended.error_file_id);

    expect(created.status).toBe('validating');
    expect(seen.map(({ status }) => status)).toEqual([
      'in_progress',
      'in_progress',
      'finalizing',
      'completed',
    ]);
    expect(ended.request_counts?.total).toBe(4);
    expect(answers.map(({ custom_id }) => custom_id)).toContain('a');
    expect(answers[0].response.body.output[0].content[0].text).toContain('Hi');
    expect(failures.map(({ response }) => response.status_code)).toContain(400);
    const inputs = answers.map(({ response }) => response.body.usage.input_tokens);
    expect(ended.usage?.input_tokens).toBe(inputs.reduce((sum, one) => sum + one, 0));
  });

  it.each([
    ['chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }] }, 'choices'],
    ['embeddings', { model: 'text-embedding-3-small', input: 'Hi' }, 'data'],
    ['moderations', { model: 'omni-moderation-latest', input: 'Hi' }, 'results'],
    ['images/generations', { model: 'gpt-image-2', prompt: 'A cat', quality: 'low' }, 'data'],
  ])('asks %s', async (path, body, field) => {
    const endpoint = `/v1/${path}` as BatchCreateParams['endpoint'];
    const { id } = await create([line('a', body, endpoint)], { endpoint });

    const ended = (await statuses(id)).at(-1)!;

    expect(ended.request_counts).toEqual({ total: 1, completed: 1, failed: 0 });
    expect((await linesOf(ended.output_file_id))[0].response.body).toHaveProperty(field);
  });

  it('fails as a whole where its file has faults, and names their lines', async () => {
    const { id } = await create([
      line('a', { model, input: 'Hi' }),
      '{"broken',
      line('a', { model, input: 'Hi' }),
      line('b', { model: 'gpt-6.2-sol', input: 'Hi' }),
      line('c', { model, input: 'Hi' }, '/v1/embeddings'),
      line('d', { model, input: 'Hi' }, undefined, { method: 'GET' }),
      JSON.stringify({ method: 'POST', url: '/v1/responses', body: { model, input: 'Hi' } }),
    ]);

    const ended = (await statuses(id)).at(-1)!;

    expect(ended.status).toBe('failed');
    expect(ended.errors?.data?.map(({ line, code }) => [line, code])).toEqual([
      [2, 'invalid_json_line'],
      [3, 'duplicate_custom_id'],
      [4, 'mismatched_model'],
      [5, 'invalid_url'],
      [6, 'invalid_method'],
      [7, 'missing_required_parameter'],
    ]);
  });

  it('keeps what was done when it is cancelled, and can not be cancelled twice', async () => {
    const { id } = await create(['a', 'b', 'c', 'd'].map((id) => line(id, { model, input: id })));
    await held.openai.batches.retrieve(id);
    await held.openai.batches.retrieve(id);

    const cancelling = await held.openai.batches.cancel(id);
    const ended = (await statuses(id)).at(-1)!;

    expect(cancelling.status).toBe('cancelling');
    expect(ended.status).toBe('cancelled');
    expect(await linesOf(ended.output_file_id)).toHaveLength(2);
    await expect(held.openai.batches.cancel(id)).rejects.toMatchObject({ status: 409 });
  });

  it('is listed with the others, newest first, page by page', async () => {
    const older = await create([line('a', { model, input: 'Hi' })], { metadata: { name: 'older' } });
    const newer = await create([line('a', { model, input: 'Hi' })]);

    const [first] = (await held.openai.batches.list({ limit: 1 })).data;
    const [second] = (await held.openai.batches.list({ limit: 1, after: newer.id })).data;

    expect(first?.id).toBe(newer.id);
    expect(second).toMatchObject({ id: older.id, metadata: { name: 'older' } });
  });

  it.each([
    ['another window', { completion_window: '1h' as '24h' }, 400],
    ['an endpoint that takes none', { endpoint: '/v1/audio/speech' as '/v1/responses' }, 400],
    ['a file that is not there', { input_file_id: 'file-none' }, 404],
    ['an end too soon', { output_expires_after: { anchor: 'created_at' as const, seconds: 60 } }, 400],
    ['metadata that is too long', { metadata: { a: 'a'.repeat(513) } }, 400],
  ])('is refused for %s', async (_, more, status) => {
    await expect(create([line('a', { model, input: 'Hi' })], more)).rejects.toMatchObject({ status });
  });
});
