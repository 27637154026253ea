import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JobLeases } from '../../src/storage/job-leases.js';
import { JobStore } from '../../src/storage/job-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { jobRow } from '../support/job-row.js';

const MINUTE = 60_000;
const KINDS = ['response', 'call'];

describe.each(ENGINES)('leases of jobs, on %s', (engine) => {
  let fresh: FreshStorage;
  let jobs: JobStore;
  let desk: JobLeases;
  let lamp: JobLeases;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    const storage = await fresh.open();
    jobs = new JobStore(storage);
    desk = new JobLeases(storage, 'desk');
    lamp = new JobLeases(await fresh.open(), 'lamp');
  });
  afterEach(() => fresh.drop());

  const add = async (id: string, pauseMs = 0, kind = 'response') =>
    jobs.add(jobRow({ id, kind, at: Date.now() }), pauseMs);
  const claimed = async (leases: JobLeases, leaseMs = MINUTE) =>
    (await leases.claimDue(KINDS, 10, leaseMs)).map(({ id }) => id).sort();

  test('give every due job to one of the servers that reach for it at the same time', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `job_${String(index).padStart(2, '0')}`);
    for (const id of ids) await add(id);

    const taken = await Promise.all([desk, lamp, desk, lamp].map((leases) => claimed(leases)));

    expect(taken.flat().sort()).toEqual([...new Set(taken.flat())].sort());
    expect([...taken.flat(), ...(await claimed(desk)), ...(await claimed(lamp))].sort()).toEqual(ids);
  });

  test('leave alone what is not due, has ended, or is of a kind that is not known', async () => {
    await add('later', MINUTE);
    await add('ended');
    await jobs.end('ended', { status: 'failed', outcome: null, cost: null, held: 0 }, 1);
    await add('foreign', 0, 'unheard-of');

    expect(await claimed(desk)).toEqual([]);
    expect(await desk.claim('ended', MINUTE)).toBeUndefined();
  });

  test('run out, and then the next server has the job', async () => {
    await add('job');
    await claimed(desk, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(await claimed(lamp)).toEqual(['job']);
    expect(await desk.renew('job', null, MINUTE)).toBeUndefined();
    expect(await lamp.renew('job', 'Painting', MINUTE)).toEqual({ cancel: 0 });
  });

  test('end with what was seen, which every server knows from then on', async () => {
    await add('job');
    await claimed(desk);

    await desk.seen('job', { status: 'in_progress', doing: 'Reading', pauseMs: MINUTE });

    expect(await claimed(lamp)).toEqual([]);
    expect(await jobs.byId('job')).toMatchObject({
      ...{ status: 'in_progress', doing: 'Reading', looks: 1, lease_owner: null },
      looked_at: expect.any(Number),
    });
  });

  test('are not ended by a server that has lost them', async () => {
    await add('job');
    await claimed(desk);

    await lamp.seen('job', { status: 'in_progress', doing: null, pauseMs: 0 });
    await lamp.giveBack();

    expect(await jobs.byId('job')).toMatchObject({ status: 'queued', looks: 0, lease_owner: 'desk' });
  });

  test('are given back all at once, and taken up at once', async () => {
    await add('one');
    await add('two');
    await claimed(desk);

    await desk.giveBack();

    expect(await claimed(lamp)).toEqual(['one', 'two']);
  });

  test('say when there is something to do next, a lease that runs out included', async () => {
    expect(await desk.nextDue(KINDS)).toBeUndefined();
    await add('job', 10 * MINUTE);
    const whenDue = await desk.nextDue(KINDS);
    await lamp.claim('job', 20 * MINUTE);
    const whenFree = await desk.nextDue(KINDS);

    expect(whenDue).toBeGreaterThan(9 * MINUTE);
    expect(whenDue).toBeLessThanOrEqual(10 * MINUTE);
    expect(whenFree).toBeGreaterThan(19 * MINUTE);
  });

  test('leave a job due that somebody has heard of while it was looked at', async () => {
    await add('job');
    const [row] = await desk.claimDue(KINDS, 1, MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 5));

    await lamp.wake('resp_1');
    await desk.seen('job', {
      ...{ status: 'in_progress', doing: null, pauseMs: MINUTE },
      wasDue: row!.next_look_at,
    });

    expect(await claimed(lamp)).toEqual(['job']);
  });

  test('make what somebody has heard of due at once', async () => {
    await add('job', MINUTE);

    expect(await desk.wake('resp_1')).toBe(true);
    expect(await desk.wake('resp_unheard_of')).toBe(false);
    expect(await claimed(lamp)).toEqual(['job']);
  });
});
