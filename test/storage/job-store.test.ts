import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JobStore } from '../../src/storage/job-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { jobRow as job } from '../support/job-row.js';

const DAY = 86_400_000;
const END = { status: 'completed', outcome: '{"text":"Done."}', cost: 2n ** 40n, held: 0 };

describe.each(ENGINES)('jobs, on %s', (engine) => {
  let fresh: FreshStorage;
  let jobs: JobStore;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    jobs = new JobStore(await fresh.open());
  });
  afterEach(() => fresh.drop());

  test('are found by their owner and by no other, on every server', async () => {
    await jobs.add(job());

    const elsewhere = new JobStore(await fresh.open());
    expect(await elsewhere.find('job_1', 'local')).toEqual({ ...job(), next_look_at: expect.any(Number) });
    expect(await elsewhere.find('job_1', 'client:lamp')).toBeUndefined();
    expect(await elsewhere.find('job_2', 'local')).toBeUndefined();
  });

  test('the latest is the one that the owner started last', async () => {
    await jobs.add(job({ id: 'old', at: 1000 }));
    await jobs.add(job({ id: 'new', at: 3000 }));
    await jobs.add(job({ id: 'other', at: 4000, owner: 'client:lamp' }));

    expect((await jobs.latest('local'))?.id).toBe('new');
    expect(await jobs.latest('nobody')).toBeUndefined();
  });

  test('are listed newest first, page after page, and by how they stand', async () => {
    for (const id of ['b', 'a', 'c']) await jobs.add(job({ id, at: 2000 }));
    await jobs.add(job({ id: 'new', at: 3000, status: 'completed' }));
    await jobs.add(job({ id: 'other', at: 4000, owner: 'client:lamp' }));

    const first = await jobs.list('local', { limit: 2 });
    const rest = await jobs.list('local', { limit: 9, after: 'c' });
    const completed = await jobs.list('local', { limit: 9, status: 'completed' });

    expect(first.map(({ id }) => id)).toEqual(['new', 'c']);
    expect(rest.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(completed.map(({ id }) => id)).toEqual(['new']);
  });

  test('end once, however many see it at the same time', async () => {
    await jobs.add(job());

    const ends = await Promise.all([
      jobs.end('job_1', END, 2_000_000),
      jobs.end('job_1', { ...END, status: 'failed' }, 3_000_000),
    ]);

    expect(ends.filter(Boolean)).toHaveLength(1);
    const ended = await jobs.find('job_1', 'local');
    expect(ended?.status).toBe(ends[0] ? 'completed' : 'failed');
    expect(ended).toMatchObject({ outcome: END.outcome, cost: END.cost });
  });

  test('keep the name of the file that has the result', async () => {
    await jobs.add(job());

    await jobs.keepFile('job_1', 'report.md');

    expect((await jobs.find('job_1', 'local'))?.file).toBe('report.md');
  });

  test('are forgotten after 30 days', async () => {
    await jobs.add(job({ id: 'old' }));
    await jobs.add(job({ id: 'younger', at: 1_000_001 }));

    await jobs.add(job({ id: 'now', at: 1_000_001 + 30 * DAY }));

    expect(await jobs.find('old', 'local')).toBeUndefined();
    expect(await jobs.find('younger', 'local')).toBeDefined();
  });
});
