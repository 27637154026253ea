import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebhookMail } from '../../../src/services/budgets/webhook-mail.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, windowOf } from '../../support/ledger-cases.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const PAYLOAD = { limit: 'budget.perDay', percent: 80, limitUsd: 5 };
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

let receiver: Server;
let posts: { headers: IncomingHttpHeaders; body: string }[];
let statuses: number[];
let fresh: FreshStorage;
let storage: Storage;
let lines: string[];
let now: number;

beforeEach(async () => {
  posts = [];
  statuses = [];
  lines = [];
  receiver = createServer(async (request, response) => {
    posts.push({ headers: request.headers, body: await text(request) });
    response.writeHead(statuses.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await fresh.drop();
});

const mail = (secret?: string) => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`;
  const line = (message: string) => void lines.push(message);
  return new WebhookMail({
    webhook: { url, ...(secret && { secret }) },
    storage: async () => storage,
    log: { debug: line, info: line, warn: line, error: line },
    now: () => now,
  });
};

describe.each(ENGINES)('an alert that waits on %s', (engine) => {
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    const limit = limitOn();
    await storage.ledger.register([limit]);
    const alerts = [{ at: 50n, payload: JSON.stringify(PAYLOAD) }];
    const hold = holdOf(60n, [windowOf(limit, { most: 100n, alerts })]);
    await storage.ledger.reserve(hold);
    await storage.ledger.settle(entryOf(hold.id, 60n));
    const { recorded_at } = await storage.db
      .selectFrom('alert_outbox')
      .select('recorded_at')
      .executeTakeFirstOrThrow();
    now = recorded_at;
  });

  test('is posted once, whoever delivers', async () => {
    await Promise.all([mail().deliver(), mail().deliver()]);
    await mail().deliver();

    expect(posts).toHaveLength(1);
    expect(posts[0]!.headers['webhook-signature']).toBeUndefined();
    expect(JSON.parse(posts[0]!.body)).toEqual({
      type: 'budget.alert',
      timestamp: new Date(now).toISOString(),
      data: { ...PAYLOAD, spentUsd: 0.00000006 },
    });
  });

  test('is signed, so that its receiver can be sure', async () => {
    now = Date.now();

    await mail(SECRET).deliver();

    const { headers, body } = posts[0]!;
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'budget.alert',
    });
  });

  test('is posted again, under the same id, when it was not taken', async () => {
    statuses = [500, 302];
    await mail().deliver();
    await mail().deliver();
    now += 10_000;
    await mail().deliver();
    now += 30_000;

    await mail().deliver();
    now += DAY_MS;
    await mail().deliver();

    expect(posts).toHaveLength(3);
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('is given up after a day, with a line in the log', async () => {
    statuses = Array(100).fill(503);
    for (let minute = 0; minute <= 26 * 60; minute += 30) {
      await mail().deliver();
      now += 30 * MINUTE_MS;
    }
    const { length } = posts;
    await mail().deliver();

    expect(length).toBeGreaterThan(20);
    expect(posts).toHaveLength(length);
    expect(lines.filter((line) => line.includes('given up'))).toHaveLength(1);
  });

  test('keeps no server from ending', async () => {
    let reached = () => {};
    const underWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    receiver.removeAllListeners('request');
    receiver.on('request', () => reached());
    const stopping = mail();
    const delivering = stopping.deliver();
    await underWay;

    await stopping.stop();
    await delivering;

    expect(lines).toEqual([]);
  });

  test('is posted by another server when the one that had taken it dies', async () => {
    let reached = () => {};
    const underWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    receiver.removeAllListeners('request');
    receiver.on('request', (request, response) => {
      posts.push({ headers: request.headers, body: '' });
      if (posts.length > 1) response.writeHead(204).end();
      else reached();
    });
    const dying = mail().deliver();
    await underWay;

    await mail().deliver();
    const early = posts.length;
    now += MINUTE_MS;
    await mail().deliver();
    receiver.closeAllConnections();
    await dying;

    expect(early).toBe(1);
    expect(posts).toHaveLength(2);
  });
});
