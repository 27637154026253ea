import { createHash } from 'node:crypto';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { BLANK } from '../../../src/services/audit/audit-record.js';
import { verifyChain } from '../../../src/services/audit/verify-chain.js';
import { canonicalJson } from '../../../src/services/canonical-json.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { openCache } from '../cache/open-cache.js';
import { API, chatAnswer, openServices, TestCall } from '../openai/open-services.js';
import { type AuditOptions, allRecords, openAudit } from './open-audit.js';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const CHAT = { model: 'gpt-4o', temperature: 0, messages: [{ role: 'user' as const, content: 'Hi' }] };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const call = { ...BLANK, kind: 'call' as const, outcome: 'ok' as const };

let fresh: FreshStorage;
let storage: Storage;

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());
afterEach(() => nock.cleanAll());

/** The governed client behind an auditor, asked once for a chat completion. */
async function audited(
  options: AuditOptions,
  ask: (opened: Awaited<ReturnType<typeof openServices>>) => Promise<unknown>,
) {
  const audit = openAudit(storage, options);
  const opened = await openServices({
    openai: { maxRetries: 0 },
    retired: 'substitute',
    auditor: audit.auditor,
    cache: openCache({ cache: { maxBytes: 1_000_000 } }).answers,
  });
  await ask(opened).catch(() => undefined);
  await audit.trail.stop();
  return allRecords(audit.records);
}

describe('the record of a request', () => {
  beforeEach(async () => {
    fresh = await freshStorage('sqlite');
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  test('says who asked whom for what, what it took, and what the hashes of both sides are', async () => {
    const answer = JSON.stringify(chatAnswer({ prompt_tokens: 1000, completion_tokens: 10 }, 'gpt-6-luna'));
    let sent: unknown;
    nock(API)
      .post('/v1/chat/completions', (body) => {
        sent = body;
        return true;
      })
      .reply(200, answer, { 'content-type': 'application/json', 'x-request-id': 'req_7' });

    const records = await audited({ now: () => NOW }, ({ client, call }) =>
      call.run(async () => client.chat.completions.create({ ...CHAT, model: 'gpt-6-luna' })),
    );

    expect(records).toEqual([
      {
        ...BLANK,
        seq: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'request',
        at: NOW,
        client: 'test',
        plugin: 'text',
        tool: 'chat-completion',
        call: expect.stringMatching(/^[0-9a-f-]{36}$/),
        endpoint: '/chat/completions',
        requestedModel: 'gpt-6-luna',
        model: 'gpt-6-luna',
        inputTokens: 1000,
        outputTokens: 10,
        costNanoUsd: '105000',
        basis: 'metered',
        ms: expect.any(Number),
        outcome: 'ok',
        status: 200,
        tries: 1,
        requestIds: ['req_7'],
        inputSha256: sha256(canonicalJson(sent)),
        outputSha256: sha256(answer),
      },
    ]);
  });

  test('is there for answers from the cache, refusals of the API, and requests that were cancelled', async () => {
    nock(API).post('/v1/chat/completions').reply(200, chatAnswer());
    nock(API)
      .post('/v1/embeddings')
      .reply(429, { error: { message: 'Slow down.' } });
    nock(API).post('/v1/moderations').delay(5000).reply(200, {});

    const records = await audited({}, async ({ client }) => {
      const [first, second, third] = [new TestCall(), new TestCall(), new TestCall()];
      await first.run(async () => client.chat.completions.create(CHAT));
      await second.run(async () => client.chat.completions.create(CHAT));
      await second
        .run(async () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'a' }))
        .catch(() => undefined);
      const asking = third.run(async () => client.moderations.create({ input: 'a' }));
      setTimeout(() => third.cancel(), 20);
      await asking;
    });

    expect(records).toMatchObject([
      { endpoint: '/chat/completions', basis: 'metered', outcome: 'ok' },
      { endpoint: '/chat/completions', basis: 'cached', outcome: 'ok', costNanoUsd: '0', tries: 0 },
      { endpoint: '/embeddings', outcome: 'error', code: 'HTTP_429', status: 429 },
      { endpoint: '/moderations', outcome: 'cancelled', code: 'CANCELLED', outputSha256: null },
    ]);
    expect(records[1]?.outputSha256).toBe(records[0]?.outputSha256);
    expect(records[0]).not.toHaveProperty('input');
  });

  test('has what was sent and what came where the config says so, without secrets and pictures', async () => {
    const picture = `data:image/png;base64,${'iVBORw0K'.repeat(40)}`;
    const said = `Use sk-proj-abcdefghijklmnop or a-secret-of-azure.`;
    const message = { role: 'assistant', content: said };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    nock(API)
      .post('/v1/chat/completions')
      .reply(200, { ...chatAnswer(), choices });

    const [record] = await audited({ audit: { payloads: true } }, ({ client, call }) =>
      call.run(async () =>
        client.chat.completions.create({
          ...CHAT,
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Bearer abcdefghijkl' },
                { type: 'image_url', image_url: { url: picture } },
              ],
            },
          ],
        }),
      ),
    );

    const text = JSON.stringify(record);
    expect(record?.input).toMatchObject({ model: 'gpt-4o', temperature: 0 });
    expect(record?.output).toMatchObject({ object: 'chat.completion' });
    expect(text).toContain('Bearer [redacted]');
    expect(text).toContain(`[data URL image/png, ${picture.length} characters]`);
    expect(text).not.toMatch(/abcdefgh|a-secret|iVBOR/);
  });
});

describe.each(ENGINES)('the trail on %s', (engine) => {
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  test('writes what several processes record at once into one chain, all of it before they end', async () => {
    const processes = [openAudit(storage), openAudit(await fresh.open()), openAudit(await fresh.open())];

    for (let n = 0; n < 900; n++) processes[n % 3]!.trail.add({ ...call, ms: n });
    await Promise.all(processes.map(({ trail }) => trail.stop()));

    const records = await allRecords(processes[0]!.records);
    const [stored] = await processes[0]!.records.read(0, 1);
    expect(new Set(records.map(({ ms }) => ms)).size).toBe(900);
    expect(stored!.record).toBe(canonicalJson(JSON.parse(stored!.record)));
    expect(await verifyChain(processes[0]!.records)).toMatchObject({ intact: true, records: 900 });
  });

  test('holds records back while they can not be written, says so once, and counts those it had no room for', async () => {
    let works = false;
    const { trail, records, lines } = openAudit(storage, {
      open: async (records) => (works ? records : Promise.reject(new Error('no'))),
    });

    for (let n = 0; n < 10_007; n++) trail.add(call);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    works = true;
    await trail.stop();

    const all = await allRecords(records);
    expect(lines).toHaveLength(1);
    expect(all).toHaveLength(10_001);
    expect(all.filter(({ kind }) => kind === 'gap')).toMatchObject([{ lost: 7 }]);
    expect(await verifyChain(records)).toMatchObject({ intact: true });
  });

  test('says how many records were lost where nothing can be written to the end', async () => {
    const { trail, lines } = openAudit(storage, { open: () => Promise.reject(new Error('no')) });

    for (let n = 0; n < 3; n++) trail.add(call);
    await trail.stop();

    expect(lines.at(-1)).toContain('3 audit records were lost');
  });

  test('removes records that are older than they are to be kept, once a day', async () => {
    let now = NOW;
    const write = async () => {
      const { trail, records } = openAudit(storage, { audit: { retentionDays: 2 }, now: () => now });
      trail.add(call);
      await trail.stop();
      return allRecords(records);
    };
    const days: number[] = [];

    for (const after of [0, 1.5, 2.2, 2.4, 3.6]) {
      now = NOW + after * DAY;
      days.push((await write()).length);
    }

    // It looks on the days 0, 1.5 and 3.6: by then the records of the first two are old enough.
    expect(days).toEqual([1, 2, 3, 4, 3]);
  });
});
