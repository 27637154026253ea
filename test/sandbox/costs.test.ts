import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import type { WireJson } from '../../src/sandbox/wire-json.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const DAY = 86_400;
const today = () => Math.floor(Date.now() / 1000 / DAY) * DAY;
const costs = async (query: string) => {
  const answer = await fetch(`${sandbox.baseURL}/organization/costs?${query}`);
  return { status: answer.status, body: (await answer.json()) as WireJson };
};
const post = (path: string, body: object) =>
  fetch(`${sandbox.baseURL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((answer) => answer.text());

test('What was answered is on the bill once, by day and line item, streams too', async () => {
  await post('/embeddings', { model: 'text-embedding-3-small', input: 'hello' });
  await post('/responses', { model: 'gpt-6-luna', input: 'Say hello.' });
  const streamed = await post('/responses', { model: 'gpt-6.2-sol', input: 'Say hello.', stream: true });
  const id = /"id":"(resp_[^"]+)"/.exec(streamed)?.[1];
  await fetch(`${sandbox.baseURL}/responses/${id}`);

  const { body } = await costs(`start_time=${today()}&group_by[]=line_item&group_by[]=project_id`);

  expect(body.data).toMatchObject([{ start_time: today(), end_time: today() + DAY }]);
  const items = body.data[0].results as { line_item: string; quantity: number; amount: { value: number } }[];
  expect(items.map(({ line_item }) => line_item)).toEqual([
    'text-embedding-3-small, input_tokens',
    'gpt-6-luna, input_tokens',
    'gpt-6-luna, output_tokens',
    'gpt-6.2-sol, input_tokens',
    'gpt-6.2-sol, output_tokens',
  ]);
  const [embedded] = items;
  expect(embedded?.amount.value).toBeCloseTo((embedded!.quantity * 0.02) / 1e6, 15);
});

test('Days come in pages', async () => {
  const first = await costs(`start_time=${today() - 2 * DAY}&limit=2`);
  const rest = await costs(`start_time=${today() - 2 * DAY}&limit=2&page=${first.body.next_page}`);

  expect(first.body).toMatchObject({ has_more: true, data: [{}, {}] });
  expect(rest.body).toMatchObject({ has_more: false, next_page: null, data: [{ start_time: today() }] });
});

test.each(['', 'start_time=soon', 'start_time=0&limit=181', 'start_time=0&group_by[]=colour'])(
  'A question that can not be meant is refused: %s',
  async (query) => {
    const { status, body } = await costs(query);

    expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
  },
);
