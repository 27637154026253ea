import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RawProcess } from '../support/raw-process.js';
import { type BillingOpenAI, startBillingOpenAI } from './billing-openai.js';
import { askMany, type SharedMoney, sharedFolder, startServer } from './drill-servers.js';

let receiver: Server;
let posted: { data: { percent: number } }[];
let servers: RawProcess[];
let money: SharedMoney;
let upstream: BillingOpenAI;

beforeEach(async () => {
  posted = [];
  receiver = createServer(async (request, response) => {
    posted.push(JSON.parse(await text(request)));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await upstream.stop();
  await money.remove();
  await new Promise((resolve) => receiver.close(resolve));
});

test('each alert goes out once, to log, clients and webhook, however many servers spend', {
  timeout: 60_000,
}, async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const budget = { total: 0.003, alertAt: [10, 25, 50], webhook: { url } };
  money = await sharedFolder();
  upstream = await startBillingOpenAI();
  servers = await Promise.all([1, 2, 3].map(() => startServer(money, upstream, { budget })));

  await Promise.all(servers.map((server) => askMany(server, { calls: 40, inFlight: 8 })));
  await expect.poll(() => posted.length, { timeout: 20_000 }).toBe(3);

  const told = servers
    .flatMap((server) => server.lines())
    .map((line) => JSON.parse(line))
    .filter(({ method }) => method === 'notifications/message');
  const logged = servers.flatMap((server) => server.stderr().match(/\d+ % of the budget of/g) ?? []);
  const percents = (news: { percent: number }[]) => news.map(({ percent }) => percent).sort((a, b) => a - b);
  expect(percents(posted.map(({ data }) => data))).toEqual([10, 25, 50]);
  expect(percents(told.map(({ params }) => params.data))).toEqual([10, 25, 50]);
  expect(told[0].params).toMatchObject({ level: 'warning', logger: 'budget' });
  expect(logged.sort()).toEqual(['10', '25', '50'].map((percent) => `${percent} % of the budget of`));
});
