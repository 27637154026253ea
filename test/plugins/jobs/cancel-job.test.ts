import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from '../bundled-host.js';
import { COST, going, message, response } from '../research/web-responses.js';

const ORIGIN = 'https://api.openai.com';
const DONE = response([message('Ada.')]);
let host: BundledHost;
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

async function started(budget?: object): Promise<string> {
  host = await bundledHost({ config: budget === undefined ? {} : { budget } });
  onPost('/responses', { body: going('queued') });
  const { structured } = await host.call('deep-research', {
    query: 'Who kept the lighthouse?',
    web_search: { max_tool_calls: 1 },
    wait_seconds: 0,
  });
  return structured.id as string;
}

const onCancel = (status: number, body: object) =>
  nock(ORIGIN).post('/v1/responses/resp_1/cancel').reply(status, body);

describe('cancel-job', () => {
  test('cancels the work at OpenAI, and says that it does not tell what it cost', async () => {
    const id = await started();
    onCancel(200, going('cancelled'));

    const cancelled = await host.call('cancel-job', { id });
    const found = await host.call('get-job', { id });

    expect(cancelled.structured).toEqual({ id, status: 'cancelled' });
    expect(cancelled.text).toBe(
      '"Who kept the lighthouse?" is cancelled. OpenAI does not say what it cost; it charges for what was used until then.',
    );
    expect(found.structured).toEqual({ id, status: 'cancelled' });
  });

  test('says what was charged where OpenAI tells', async () => {
    const id = await started();
    onCancel(200, { ...going('cancelled'), usage: DONE.usage, tool_usage: DONE.tool_usage });

    const { text, structured } = await host.call('cancel-job', { id });

    expect(text).toContain(`It was charged $${COST}.`);
    expect(structured.cost_usd).toBe(COST);
  });

  test('says that the worst case was booked where a budget holds it', async () => {
    const id = await started({ perDay: 1000 });
    onCancel(200, going('cancelled'));

    const { text, structured } = await host.call('cancel-job', { id });
    const report = await host.call('usage-report');

    const [budget] = report.structured.budgets as { spentUsd: number; reservedUsd: number }[];
    expect(text).toContain(`its worst case, $${structured.cost_usd}, was booked`);
    expect(structured.cost_usd).toBeGreaterThan(0.5);
    expect(budget).toMatchObject({ spentUsd: structured.cost_usd, reservedUsd: 0 });
  });

  test('leaves a job that had ended as it is, with its result and its price', async () => {
    const id = await started();
    onCancel(200, DONE);

    const { text, structured } = await host.call('cancel-job', { id });
    const again = await host.call('cancel-job', { id });

    expect(structured).toMatchObject({ status: 'completed', text: 'Ada.', cost_usd: COST });
    expect(text).toMatch(/had ended before: it is completed\..* It was charged \$0\.05\.\n\nAda\.$/s);
    expect(again.structured).toEqual(structured);
  });

  test('says so where OpenAI does not have it any more', async () => {
    const id = await started();
    onCancel(404, { error: { message: 'Not found.' } });

    const { structured, text } = await host.call('cancel-job', { id });

    expect(structured.status).toBe('expired');
    expect(text).toContain('does not have this work any more');
  });

  test('fails where OpenAI fails, and the job is as before', async () => {
    const id = await started();
    onCancel(500, { error: { message: 'No.' } });
    nock(ORIGIN).get('/v1/responses/resp_1').query(true).reply(200, going('in_progress'));

    const { code } = await host.call('cancel-job', { id });
    const { structured } = await host.call('get-job', { id });

    expect(code).toBe('UPSTREAM_FAILED');
    expect(structured.status).toBe('in_progress');
  });

  test.each(['', 'job_none', "' OR 1=1 --", 'job_\u0000', 'x'.repeat(10_000)])(
    'finds no job %j',
    async (id) => {
      host = await bundledHost();

      const { code, text } = await host.call('cancel-job', { id });

      expect(code).toBe('JOB_NOT_FOUND');
      expect(text.length).toBeLessThan(500);
    },
  );
});
