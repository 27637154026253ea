import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Storage } from '../../src/storage/storage.js';
import { type FreshStorage, freshStorage } from '../support/fresh-storage.js';

describe('what servers on one PostgreSQL say to each other', () => {
  let fresh: FreshStorage;
  let desk: Storage;
  let lamp: Storage;
  let heard: string[];
  beforeEach(async () => {
    fresh = await freshStorage('postgres');
    desk = await fresh.open();
    lamp = await fresh.open();
    heard = [];
    lamp.broadcast.subscribe('weather', (message) => heard.push(message));
    await lamp.broadcast.listen();
  });
  afterEach(() => fresh.drop());

  test('is heard by all others that listen to its topic, in the order in which it was said', async () => {
    await desk.broadcast.publish('sports', '1:0');
    for (let at = 0; at < 20; at++) await desk.broadcast.publish('weather', `rain ${at}`);

    await vi.waitFor(() => expect(heard).toHaveLength(20));
    expect(heard).toEqual(Array.from({ length: 20 }, (_, at) => `rain ${at}`));
  });

  test('is not heard by who says it', async () => {
    await lamp.broadcast.publish('weather', 'mine');
    await desk.broadcast.publish('weather', 'yours');

    await vi.waitFor(() => expect(heard).toContain('yours'));
    expect(heard).toEqual(['yours']);
  });

  test('may be longer than PostgreSQL takes at once, in any script, and nested with what comes at the same time', async () => {
    const long = ['å𝄞"\\ '.repeat(3000), 'b'.repeat(200_000), 'c'.repeat(6990)];

    await Promise.all(long.map((message) => desk.broadcast.publish('weather', message)));

    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.sort()).toEqual([...long].sort());
  });

  test('is refused when it is longer than any message should be', async () => {
    await expect(desk.broadcast.publish('weather', 'x'.repeat(1_000_001))).rejects.toThrow(RangeError);
  });

  test('is heard again after the connection broke, and that something may have been missed is told', async () => {
    let gaps = 0;
    lamp.broadcast.onGap(() => gaps++);
    const admin = new pg.Client((fresh.place as { url: string }).url);
    await admin.connect();

    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await admin.end();
    await vi.waitFor(() => expect(gaps).toBe(1), 5000);
    await desk.broadcast.publish('weather', 'sun');

    await vi.waitFor(() => expect(heard).toEqual(['sun']));
  });

  test('keeps nobody from hearing because another listener fails', async () => {
    const later: string[] = [];
    lamp.broadcast.subscribe('weather', () => {
      throw new Error('deaf');
    });
    lamp.broadcast.subscribe('weather', (message) => later.push(message));

    await desk.broadcast.publish('weather', 'hail');

    await vi.waitFor(() => expect(later).toEqual(['hail']));
  });

  test('is nothing to those of other deployments, nor are notes that are not ours', async () => {
    const stranger = await freshStorage('postgres');
    const other = await stranger.open();
    const admin = new pg.Client((fresh.place as { url: string }).url);
    await admin.connect();

    await other.broadcast.publish('weather', 'elsewhere');
    await admin.query("SELECT pg_notify('openai_mcp_host_' || md5(current_schema()), 'no json')");
    await admin.end();
    await desk.broadcast.publish('weather', 'here');

    await vi.waitFor(() => expect(heard).toEqual(['here']));
    await stranger.drop();
  });
});

test('a server on a file is heard by nobody, and waits for nobody', async () => {
  const fresh = await freshStorage('sqlite');
  const { broadcast } = await fresh.open();

  await broadcast.listen();

  await expect(broadcast.publish('weather', 'rain')).resolves.toBeUndefined();
  await fresh.drop();
});
