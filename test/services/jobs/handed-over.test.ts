import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { CancelJob } from '../../../plugins/jobs/cancel-job.tool.js';
import { GetJob } from '../../../plugins/jobs/get-job.tool.js';
import { ListJobs } from '../../../plugins/jobs/list-jobs.tool.js';
import jobs from '../../../plugins/jobs/plugin.js';
import patient from '../../fixtures/plugins/patient.js';

const PLUGINS = [patient, definePlugin({ ...jobs, tools: [CancelJob, GetJob, ListJobs] })];
let host: TestHost;
afterEach(() => host.close());

const start = async (options: TestHostOptions = {}) => {
  host = await testHost({ plugins: PLUGINS, config: { server: { handOverSeconds: 0.2 } }, ...options });
};
const work = (tool: string, seconds: number) =>
  host.callTool(tool, { log: join(host.dataFolder, 'log'), seconds });
const lines = async () => (await readFile(join(host.dataFolder, 'log'), 'utf8')).trim().split('\n');
const jobIn = (result: { _meta?: Record<string, unknown> }) =>
  result._meta?.['openai-mcp-host/job'] as string;

describe('the call of a long tool', () => {
  test('goes on as a job where it takes longer than clients wait, and get-job has what came of it', async () => {
    await start();

    const handed = await work('work-once', 1);
    const id = jobIn(handed);
    const under = await host.callTool('get-job', { id });
    const done = await host.callTool('get-job', { id, wait_seconds: 30 });

    expect(handed.error).toMatchObject({ code: 'STILL_RUNNING', message: expect.stringContaining(id) });
    expect(under.structuredContent).toMatchObject({ id, status: 'in_progress' });
    expect(done.structuredContent).toMatchObject({ id, status: 'completed', data: { steps: 20 } });
    expect(done.text).toContain('20 steps, unavailable.');
    expect(done.text).toContain('It took its time.');
    expect(done.content.filter(({ type }) => type === 'image')).toHaveLength(1);
    expect(await lines()).toEqual(['begun', 'done']);
  });

  test('is answered as ever where it ends soon, and leaves no job', async () => {
    await start();

    const result = await work('work-once', 0.05);
    const listed = await host.callTool('list-jobs');

    expect(result.structuredContent).toEqual({ steps: 1, answer: 'unavailable' });
    expect(listed.structuredContent).toEqual({ jobs: [], has_more: false });
  });

  test('is waited for where its tool does not say that it is long, or nobody could ask for the job', async () => {
    await start();
    const onTheLine = await work('work-on-the-line', 0.6);
    await host.close();
    await start({ plugins: [patient] });
    const alone = await work('work-once', 0.6);

    expect(onTheLine.structuredContent).toMatchObject({ steps: 12 });
    expect(alone.structuredContent).toMatchObject({ steps: 12 });
  });

  test('is stopped by cancel-job, and says so', async () => {
    await start();
    const id = jobIn(await work('work-once', 60));

    const cancelled = await host.callTool('cancel-job', { id });
    const again = await host.callTool('cancel-job', { id });
    const listed = await host.callTool('list-jobs', { status: 'cancelled' });

    expect(cancelled.structuredContent).toMatchObject({ id, status: 'cancelled' });
    expect(again.structuredContent).toMatchObject({ id, status: 'cancelled' });
    expect(listed.structuredContent).toMatchObject({ jobs: [{ id, kind: 'call', tool: 'work-once' }] });
    expect(await lines()).toEqual(['begun']);
  });

  test('goes on when its client gives up after it has the id', async () => {
    await start();
    const id = jobIn(await work('work-again', 0.8));

    await host.client.close();
    await expect.poll(async () => (await lines()).length, { timeout: 10_000 }).toBe(2);

    expect(id).toMatch(/^job_/);
    expect(await lines()).toEqual(['begun', 'done']);
  });

  test('is cancelled with its client before that', async () => {
    await start({ config: { server: { handOverSeconds: 5 } } });
    const giving = new AbortController();

    const calling = host.callTool(
      'work-once',
      { log: join(host.dataFolder, 'log'), seconds: 60 },
      { signal: giving.signal, onProgress: () => giving.abort() },
    );

    await expect(calling).rejects.toThrow();
    expect((await host.callTool('list-jobs')).structuredContent).toMatchObject({ jobs: [] });
  });

  test('fails as a job as it would have failed on the line', async () => {
    await start({ config: { server: { handOverSeconds: 0.2, callTimeoutSeconds: 1 } } });
    const id = jobIn(await work('work-once', 60));

    const failed = await host.callTool('get-job', { id, wait_seconds: 30 });

    expect(failed.structuredContent).toMatchObject({
      status: 'failed',
      data: { problem: { code: 'CALL_TIMEOUT' } },
    });
    expect(failed.text).toContain('"Work once');
  });
});
