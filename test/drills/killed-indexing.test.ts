import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { sharedPgvector } from '../support/pgvector.js';
import type { RawProcess } from '../support/raw-process.js';
import { type SharedMoney, sharedFolder } from './drill-servers.js';
import { callTool, jobServer } from './job-servers.js';
import { figuresOf, recoverLater } from './ledger-figures.js';

const FILES = 640;
const ANSWER_MS = 300;
/** An answer that left before that has long been put down. */
const SETTLING_MS = 250;
/** Those side by side, and those that have just been answered. */
const MOST_UNDER_WAY = 8;
/** Published price of text-embedding-3-small, nano-USD a token. */
const TOKEN = 20n;
const TOKENS_PER_TEXT = 8;

interface Embedded {
  texts: string[];
  /** When its answer left. */
  answeredAt?: number;
}

/** Embeds whatever it is given, slowly, and charges for it. */
async function startEmbedding() {
  const asked: Embedded[] = [];
  const fake: FakeOpenAI = await startFakeOpenAI(async ({ body }) => {
    const request: Embedded = { texts: [body.input].flat() };
    asked.push(request);
    await wait(ANSWER_MS);
    request.answeredAt = performance.now();
    const data = request.texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: Array.from({ length: 8 }, (_, place) => (text.charCodeAt(place % text.length) % 13) + 1),
    }));
    const tokens = request.texts.length * TOKENS_PER_TEXT;
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    return { json: { object: 'list', model: body.model, data, usage } };
  });
  const texts = () => asked.flatMap(({ texts }) => texts);
  return { ...fake, asked, texts, bill: () => BigInt(texts().length * TOKENS_PER_TEXT) * TOKEN };
}

/** A database that has pgvector. */
async function sharedCollections(): Promise<SharedMoney> {
  const [folder, { url, drop }] = await Promise.all([sharedFolder(), sharedPgvector()]);
  return { ...folder, url, remove: async () => void (await Promise.all([drop(), folder.remove()])) };
}

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedCollections],
])('on %s', (_, share) => {
  test('indexing that is killed goes on where it stopped: nothing is lost, and only what was under way is paid again', {
    timeout: 120_000,
  }, async () => {
    const money = await share();
    const upstream = await startEmbedding();
    const servers: RawProcess[] = [];
    onTestFinished(async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await upstream.stop();
      await money.remove();
    });
    const folder = join(money.dataFolder, 'texts');
    await mkdir(folder);
    for (let number = 0; number < FILES; number++)
      await writeFile(join(folder, `${number}.txt`), `Lighthouse ${number} turns once in ${number} seconds.`);
    const start = async () => {
      const config = { files: { roots: [folder] }, budget: { total: 1 }, cache: { enabled: false } };
      const server = await jobServer(money, upstream, config);
      servers.push(server);
      return server;
    };
    const index = (server: RawProcess) =>
      callTool(server, 'index-documents', { collection: 'lights', documents: [folder] });

    const first = await start();
    const lost = index(first).catch(() => 'died');
    await expect.poll(() => upstream.asked.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(8);
    first.kill('SIGKILL');
    const killedAt = performance.now();
    await lost;
    const before = [...upstream.asked];
    await recoverLater(money);
    const second = await start();
    const result = await index(second);
    const listed = await callTool(second, 'list-collections');
    await second.stop();

    const times = new Map<string, number>();
    for (const text of upstream.texts()) times.set(text, (times.get(text) ?? 0) + 1);
    const paidAgain = ({ texts }: Embedded) => texts.some((text) => times.get(text)! > 1);
    const settled = before.filter(({ answeredAt = Infinity }) => answeredAt < killedAt - SETTLING_MS);
    expect(result.isError).toBeUndefined();
    expect(listed.structuredContent.collections).toMatchObject([{ name: 'lights', documents: FILES }]);
    expect(settled.length).toBeGreaterThan(0);
    expect(settled.filter(paidAgain)).toEqual([]);
    expect(before.filter(paidAgain).length).toBeLessThanOrEqual(MOST_UNDER_WAY);
    expect([times.size, Math.max(...times.values())]).toEqual([FILES, 2]);
    const { spent, reserved } = await figuresOf(money);
    expect(reserved).toBe(0n);
    expect(spent).toBeGreaterThanOrEqual(upstream.bill());
  });
});
