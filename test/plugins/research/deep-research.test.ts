import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from '../bundled-host.js';
import { COST, citing, going, link, message, response, webCall } from './web-responses.js';

const ORIGIN = 'https://api.openai.com';
const URL_A = 'https://example.com/a';
const TEXT = `Ada kept it from 1906${link(URL_A)}.`;
const DONE = response([
  { type: 'reasoning', id: 'rs_1', summary: [] },
  webCall({ type: 'search', query: 'lighthouse keeper', queries: ['lighthouse keeper'] }),
  webCall({ type: 'open_page', url: URL_A }),
  message(TEXT, [citing(TEXT, URL_A, 'The keeper')]),
]);
const REPORT = 'Ada kept it from 1906 [1].\n\nSources:\n[1] The keeper: https://example.com/a';
const QUERY = { query: 'Who kept the lighthouse?' };

let host: BundledHost;
beforeEach(async () => {
  host = await bundledHost();
});
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

/** What OpenAI says of the response, look after look. */
function onLook(...replies: (object | number)[]): void {
  for (const reply of replies) {
    const [status, body] =
      typeof reply === 'number' ? [reply, { error: { message: 'Secret words.' } }] : [200, reply];
    nock(ORIGIN).get('/v1/responses/resp_1').query(true).reply(status, body);
  }
}

const usageOf = (result: { _meta?: Record<string, unknown> }) =>
  result._meta?.['openai-mcp-host/usage'] as { costUsd: number | null };

describe('deep-research', () => {
  test('asks a model in the background, says what it does, and returns the report with file, sources and cost', async () => {
    const sent = onPost('/responses', { body: going('queued') });
    onLook(going('in_progress', [webCall({ type: 'search', query: 'lighthouse keeper' })]), DONE);
    const progress: string[] = [];

    const result = await host.client.callTool(
      { name: 'deep-research', arguments: { ...QUERY, reasoning_effort: 'high' } },
      { onprogress: ({ message: said = '' }) => progress.push(said) },
    );

    expect(sent).toEqual([
      {
        model: 'gpt-6.2-sol',
        input: QUERY.query,
        instructions: expect.stringContaining('report in Markdown'),
        background: true,
        store: true,
        tools: [{ type: 'web_search' }],
        include: ['web_search_call.action.sources'],
        reasoning: { effort: 'high' },
        max_tool_calls: 40,
        max_output_tokens: 64_000,
      },
    ]);
    expect(progress[0]).toMatch(/^Started as job_[\w-]{24}$/);
    expect(progress[1]).toMatch(/^Searching: lighthouse keeper \(1 search so far\) · \d s$/);
    expect(result.structuredContent).toMatchObject({
      status: 'completed',
      text: REPORT,
      sources: [{ n: 1, url: URL_A, title: 'The keeper', cited: ['Ada kept it from 1906'] }],
    });
    const [text, file] = result.content as unknown as [{ text: string }, { type: string; uri: string }];
    expect(text.text).toBe(REPORT);
    expect(file.type).toBe('resource_link');
    expect(await readFile(fileURLToPath(file.uri), 'utf8')).toBe(`# ${QUERY.query}\n\n${REPORT}\n`);
    expect(usageOf(result).costUsd).toBe(COST);
  });

  test('returns a job at the soft deadline, whose report get-job then has, with its cost, once', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(going('queued'), ...Array.from({ length: 3 }, () => going('in_progress')), DONE);

    const begun = await host.call('deep-research', { ...QUERY, wait_seconds: 0.2 });
    const { id } = begun.structured as { id: string };
    const first = await host.client.callTool({ name: 'get-job', arguments: { id, wait_seconds: 0.1 } });
    const asked = await host.client.callTool({ name: 'get-job', arguments: { id, wait_seconds: 0 } });
    const again = await host.client.callTool({ name: 'get-job', arguments: {} });

    expect(begun.structured).toEqual({ id, status: 'in_progress' });
    expect(begun.text).toContain(`goes on as ${id}`);
    expect(first.structuredContent).toMatchObject({ id, status: 'in_progress', data: { doing: 'Working' } });
    expect(asked.structuredContent).toMatchObject({ id, status: 'completed', text: REPORT, cost_usd: COST });
    expect(usageOf(asked).costUsd).toBe(COST);
    expect(again.structuredContent).toEqual(asked.structuredContent);
    expect(again.content).toEqual(asked.content);
    expect(usageOf(again).costUsd).toBe(0);
  });

  test('returns the job at once where it is not to wait; what it costs is not known yet', async () => {
    onPost('/responses', { body: going('queued') });

    const result = await host.client.callTool({
      name: 'deep-research',
      arguments: { ...QUERY, wait_seconds: 0 },
    });

    expect(result.structuredContent).toMatchObject({ status: 'queued' });
    expect(usageOf(result).costUsd).toBeNull();
  });

  test('returns the report of a server that answers at once, though it was to answer in the background', async () => {
    onPost('/responses', { body: DONE });

    const { structured } = await host.call('deep-research', { ...QUERY, wait_seconds: 0 });

    expect(structured).toMatchObject({ status: 'completed', text: REPORT });
  });

  test.each([
    ['UPSTREAM_FAILED', { ...going('failed'), error: { code: 'server_error', message: 'Secret.' } }],
    ['CONTENT_REFUSED', { ...going('failed'), error: { code: 'invalid_prompt', message: 'Secret.' } }],
    [
      'OUTPUT_INCOMPLETE',
      { ...going('incomplete'), incomplete_details: { reason: 'max_output_tokens' }, usage: DONE.usage },
    ],
    ['JOB_CANCELLED', going('cancelled')],
    ['JOB_EXPIRED', 404],
  ])('fails with %s as its job does, which get-job tells too', async (code, end) => {
    onPost('/responses', { body: going('queued') });
    onLook(end);

    const failed = await host.call('deep-research', QUERY);
    const told = await host.call('get-job');

    expect(failed.code).toBe(code);
    expect(told.isError).toBe(false);
    if (code !== 'JOB_CANCELLED') expect(told.structured).toMatchObject({ data: { problem: { code } } });
    expect(told.text).toContain(`"${QUERY.query}" is ${told.structured.status}.`);
    expect(failed.text + told.text).not.toContain('Secret');
  });

  test('returns what was written where the tokens ran out, and says so', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(
      response([message('Ada kept')], {
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
      }),
    );

    const { structured, text } = await host.call('deep-research', QUERY);

    expect(structured).toMatchObject({ status: 'incomplete', text: 'Ada kept' });
    expect(text).toMatch(/stops at the limit/);
    expect(text).toContain('cites no page');
  });

  test('goes on when OpenAI does not answer for a while', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(503, 429, DONE);

    const { structured, progress } = await host.call('deep-research', QUERY);

    expect(structured).toMatchObject({ status: 'completed', text: REPORT });
    expect(progress.join()).toContain('OpenAI does not answer; the job goes on');
  });

  test('still gives the job where OpenAI answers nobody until the deadline', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(500, 500);

    const { structured, text } = await host.call('deep-research', { ...QUERY, wait_seconds: 1 });

    expect(structured).toMatchObject({ status: 'queued' });
    expect(text).toContain('could not be asked');
  });

  test('goes on as a job when its call is cancelled', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(going('in_progress'), DONE);
    const cancelling = new AbortController();
    const waiting = host.client.callTool(
      { name: 'deep-research', arguments: QUERY },
      {
        signal: cancelling.signal,
        onprogress: ({ message: said = '' }) => said.startsWith('Working') && cancelling.abort(),
      },
    );

    await expect(waiting).rejects.toThrow();
    const { structured } = await host.call('get-job');

    expect(structured).toMatchObject({ status: 'completed', text: REPORT, cost_usd: COST });
  });

  test.each([{}, { id: '' }, { id: 7 }])(
    'has no job where the provider answers %j to its start',
    async (body) => {
      onPost('/responses', { body });

      const { code } = await host.call('deep-research', QUERY);
      const listed = await host.call('list-jobs');

      expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
      expect(listed.structured.jobs).toEqual([]);
    },
  );

  test('has no job where OpenAI refuses it', async () => {
    onPost('/responses', { status: 400, body: { error: { message: 'Bad.', code: 'bad' } } });

    const { code } = await host.call('deep-research', QUERY);
    const found = await host.call('get-job');

    expect([code, found.code]).toEqual(['UPSTREAM_REJECTED', 'JOB_NOT_FOUND']);
  });

  test('fits a report of three million characters into the message, and has all of it in the file', async () => {
    const long = 'A long report, line after line. 🦊\n'.repeat(100_000);
    onPost('/responses', { body: going('queued') });
    onLook(response([message(long)]));

    const result = await host.client.callTool({ name: 'deep-research', arguments: QUERY });

    const files = (result.content as { type: string; uri: string }[]).filter(
      ({ type }) => type === 'resource_link',
    );
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(1_048_576);
    expect(result.isError).toBeFalsy();
    expect(await readFile(fileURLToPath(files[0]!.uri), 'utf8')).toContain(long);
  });

  test('writes the file of a report once more where it has been cleared', async () => {
    onPost('/responses', { body: going('queued') });
    onLook(DONE);
    const first = await host.call('deep-research', QUERY);
    const place = fileURLToPath(first.blocks[0]!.uri as string);
    await rm(place);

    const { blocks } = await host.call('get-job');

    expect(await readFile(fileURLToPath(blocks[0]!.uri as string), 'utf8')).toContain(REPORT);
  });
});

test('deep-research whose file can not be written returns its report without it, and says so', async () => {
  await host.close();
  host = await bundledHost({ config: { files: { folder: '/dev/null/files' } } });
  onPost('/responses', { body: going('queued') });
  onLook(DONE);

  const { structured, text, blocks } = await host.call('deep-research', QUERY);

  expect(structured).toMatchObject({ status: 'completed', text: REPORT });
  expect(text).toContain('could not be saved as a file');
  expect(blocks).toEqual([]);
});

test('deep-research that can not be put on record is cancelled at OpenAI', async () => {
  await host.close();
  host = await bundledHost({ config: { storage: { url: 'postgres://127.0.0.1:1/none' } } });
  onPost('/responses', { body: going('queued') });
  const cancelled = nock(ORIGIN).post('/v1/responses/resp_1/cancel').reply(200, going('cancelled'));

  const { code } = await host.call('deep-research', QUERY);

  expect(code).toMatch(/^STORAGE_/);
  expect(cancelled.isDone()).toBe(true);
});

describe('deep-research under a hard budget', () => {
  test('is refused before anything is sent', async () => {
    await host.close();
    host = await bundledHost({ config: { budget: { perDay: 1 } } });

    const { code } = await host.call('deep-research', QUERY);

    expect(code).toBe('BUDGET_EXCEEDED');
  });

  test('holds its worst case until somebody sees its end, and is charged what it did cost', async () => {
    await host.close();
    host = await bundledHost({ config: { budget: { perDay: 1000 } } });
    onPost('/responses', { body: going('queued') });
    onLook(DONE);
    const budgets = async () => {
      const { structured } = await host.call('usage-report');
      return (structured.budgets as { spentUsd: number; reservedUsd: number }[])[0]!;
    };

    await host.call('deep-research', {
      ...QUERY,
      wait_seconds: 0,
      web_search: { max_tool_calls: 3 },
    });
    const held = await budgets();
    await host.call('get-job');
    const settled = await budgets();

    expect(held.reservedUsd).toBeGreaterThan(1);
    expect(held.spentUsd).toBe(0);
    expect(settled).toMatchObject({ spentUsd: COST, reservedUsd: 0 });
  });
});
