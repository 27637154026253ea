import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JobStore } from '../../src/storage/job-store.js';
import type { JobTable } from '../../src/storage/job-tables.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const DAY = 86_400_000;
const job = (more: Partial<JobTable> = {}): JobTable => ({
  id: 'job_1',
  kind: 'response',
  work_id: 'resp_1',
  client: 'desk',
  plugin: 'research',
  tool: 'deep-research',
  title: 'What is "MCP"? 🦊',
  status: 'queued',
  at: 1_000_000,
  ended_at: null,
  outcome: null,
  cost: null,
  held: 0,
  file: null,
  ...more,
});
const END = { status: 'completed', outcome: '{"text":"Done."}', cost: 2n ** 40n, held: 0 };

describe.each(ENGINES)('jobs, on %s', (engine) => {
  let fresh: FreshStorage;
  let jobs: JobStore;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    jobs = new JobStore((await fresh.open()).db);
  });
  afterEach(() => fresh.drop());

  test('are found by their client and by no other, on every server', async () => {
    await jobs.add(job());

    const elsewhere = new JobStore((await fresh.open()).db);
    expect(await elsewhere.find('job_1', 'desk')).toEqual(job());
    expect(await elsewhere.find('job_1', 'lamp')).toBeUndefined();
    expect(await elsewhere.find('job_2', 'desk')).toBeUndefined();
  });

  test('the latest is the one that the client started last', async () => {
    await jobs.add(job({ id: 'old', at: 1000 }));
    await jobs.add(job({ id: 'new', at: 3000 }));
    await jobs.add(job({ id: 'other', at: 4000, client: 'lamp' }));

    expect((await jobs.latest('desk'))?.id).toBe('new');
    expect(await jobs.latest('nobody')).toBeUndefined();
  });

  test('end once, however many see it at the same time', async () => {
    await jobs.add(job());

    const ends = await Promise.all([
      jobs.end('job_1', END, 2_000_000),
      jobs.end('job_1', { ...END, status: 'failed' }, 3_000_000),
    ]);

    expect(ends.filter(Boolean)).toHaveLength(1);
    const ended = await jobs.find('job_1', 'desk');
    expect(ended?.status).toBe(ends[0] ? 'completed' : 'failed');
    expect(ended).toMatchObject({ outcome: END.outcome, cost: END.cost });
  });

  test('keep the name of the file that has the result', async () => {
    await jobs.add(job());

    await jobs.keepFile('job_1', 'report.md');

    expect((await jobs.find('job_1', 'desk'))?.file).toBe('report.md');
  });

  test('are forgotten after 30 days', async () => {
    await jobs.add(job({ id: 'old' }));
    await jobs.add(job({ id: 'younger', at: 1_000_001 }));

    await jobs.add(job({ id: 'now', at: 1_000_001 + 30 * DAY }));

    expect(await jobs.find('old', 'desk')).toBeUndefined();
    expect(await jobs.find('younger', 'desk')).toBeDefined();
  });
});
