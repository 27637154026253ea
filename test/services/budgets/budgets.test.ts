import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BudgetSection } from '../../../src/config/sections/budget-section.js';
import { BudgetRefusal } from '../../../src/contracts/budget-refusal.js';
import type { ToolError } from '../../../src/plugin-api/tool-error.js';
import { API, events, openServices, refusalOf, TestCall } from '../openai/open-services.js';

type Opened = Awaited<ReturnType<typeof openServices>>;

const NOON = Date.parse('2026-11-22T12:00:00Z');
const HOUR_MS = 3_600_000;
/** In cents of nano-USD: 1,000 tokens in and 2,000 out of gpt-6-luna, at $0.10 and $0.50 a million. */
const USAGE = { input_tokens: 1000, output_tokens: 2000, total_tokens: 3000 };
const COST = 1_100_000n;
const ASKED = { model: 'gpt-6-luna', input: 'Hi', max_output_tokens: 10_000 } as const;

const answer = { id: 'resp_1', model: 'gpt-6-luna', output: [], usage: USAGE };
const answering = (times = 1, body: object = answer) =>
  nock(API).post('/v1/responses').times(times).reply(200, body, { 'content-type': 'application/json' });
const ask = ({ client }: Opened, call: TestCall, more = {}) =>
  call.run(async () => client.responses.create({ ...ASKED, ...more }));
const open = (budget: Partial<BudgetSection>, more = {}) =>
  openServices({ budget, now: () => NOON, ...more });

/** What every window holds now. */
async function windowsIn({ storage }: Opened) {
  const { db } = await storage();
  return db
    .selectFrom('ledger_window')
    .select(['limit_id', 'spent', 'reserved'])
    .orderBy('limit_id')
    .execute();
}

const rowsIn = async ({ storage }: Opened) => {
  const { db } = await storage();
  return db
    .selectFrom('usage_entry')
    .select(['client', 'plugin', 'tool', 'cost', 'basis', 'status'])
    .execute();
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe('a request under a limit', () => {
  test('is held at its worst case while it is under way, and booked at its cost', async () => {
    const services = await open({ perDay: 5 });
    let during: unknown;
    nock(API)
      .post('/v1/responses')
      .reply(200, async () => {
        during = await windowsIn(services);
        return answer;
      });

    await ask(services, services.call);

    expect(during).toMatchObject([{ spent: 0n }]);
    expect((during as { reserved: bigint }[])[0]!.reserved).toBeGreaterThanOrEqual(10_000n * 500n);
    expect(await windowsIn(services)).toEqual([{ limit_id: 'all:*|day|UTC', spent: COST, reserved: 0n }]);
    expect(services.call.requests).toMatchObject([{ costNanoUsd: COST, basis: 'metered' }]);
  });

  test('is refused before it is sent where it could pass the limit, in words and figures', async () => {
    answering();
    const services = await open({ perDay: 0.0055, timeZone: 'Europe/Berlin' });
    await ask(services, services.call);

    const refusal = await refusalOf(services, ask(services, services.call));

    expect(refusal).toBeInstanceOf(BudgetRefusal);
    expect(refusal.code).toBe('BUDGET_EXCEEDED');
    expect(refusal.message).toMatch(
      /^This request was not sent: it may cost up to \$0\.0050\d+, which would pass the limit of \$0\.0055 a day on everything \(budget\.perDay\)\. \$0\.0011 is spent and \$0\.00 held back for requests under way\. It starts anew at 2026-11-23 00:00 \(Europe\/Berlin\), in 11 hours\.$/,
    );
    expect(refusal.hint).toMatch(/set max_tokens, or a smaller one.*cheaper model.*raise budget\.perDay/);
    expect(refusal.facts.retryAfterSeconds).toBe(11 * 3600);
    expect((refusal as BudgetRefusal).budget).toMatchObject({
      limit: 'budget.perDay',
      scope: 'all',
      window: 'day',
      limitUsd: 0.0055,
      spentUsd: 0.0011,
      reservedUsd: 0,
      resetsAt: '2026-11-22T23:00:00.000Z',
    });
    expect(nock.isDone()).toBe(true);
    expect(await windowsIn(services)).toMatchObject([{ spent: COST, reserved: 0n }]);
    expect(services.call.requests).toMatchObject([{ costNanoUsd: COST }, { status: 0, costNanoUsd: 0n }]);
    expect(services.costs.report().total).toMatchObject({ requests: 1 });
  });

  test('that fits into no window of this limit is not told to wait', async () => {
    const services = await open({ perHour: 0.001 });

    const refusal = await refusalOf(services, ask(services, services.call));

    expect(refusal.facts.retryAfterSeconds).toBeUndefined();
    expect(refusal.hint).toContain('does not fit even into an unspent budget');
  });

  test('is not told to ask for less where nothing is left', async () => {
    const services = await open({ total: 0 });

    const { hint } = await refusalOf(services, ask(services, services.call));

    expect(hint).toBe(
      'Nothing is left: a smaller request does not help. Whoever runs the server can raise budget.total in its config.',
    );
  });

  test('that fits once the requests under way have ended is not told to wait for the next window', async () => {
    const services = await open({ perDay: 0.0055 });
    let refusal: Promise<ToolError> | undefined;
    nock(API)
      .post('/v1/responses')
      .reply(200, async () => {
        refusal = refusalOf(services, ask(services, new TestCall()));
        await refusal;
        return answer;
      });
    await ask(services, services.call);

    const { code, hint, facts } = await refusal!;

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(hint).toContain('try again when the requests under way have ended');
    expect(facts.retryAfterSeconds).toBeUndefined();
  });

  test('is counted in the next window from its start on', async () => {
    answering(2);
    let now = NOON;
    const services = await open({ perHour: 0.0055 }, { now: () => now });
    await ask(services, services.call);
    const refused = await refusalOf(services, ask(services, services.call));
    now += HOUR_MS;

    await ask(services, services.call);

    expect(refused.code).toBe('BUDGET_EXCEEDED');
    expect(services.call.requests.map(({ status }) => status)).toEqual([200, 0, 200]);
  });

  test('counts for its call alone where the limit is on one call', async () => {
    answering(2);
    const services = await open({ perCall: 0.0055 });
    const [first, second] = [new TestCall(), new TestCall()];
    await ask(services, first);

    const refusal = await refusalOf(services, ask(services, first));
    await ask(services, second);

    expect(refusal.message).toContain('a call on everything (budget.perCall)');
    expect(second.requests).toMatchObject([{ status: 200 }]);
  });

  test.each([
    ['a text', {}, 'set max_tokens'],
    ['a search', { tools: [{ type: 'web_search' as const }], max_tool_calls: 9 }, 'set max_tool_calls'],
    [
      'a document',
      {
        input: [
          {
            role: 'user' as const,
            content: [
              {
                type: 'input_file' as const,
                filename: 'a.pdf',
                file_data: 'data:application/pdf;base64,AAAA',
              },
            ],
          },
        ],
      },
      'send the text of a document',
    ],
  ])('is refused with what makes %s cheaper', async (_, more, words) => {
    const services = await open({ perCall: 0.000001 });

    const refusal = await refusalOf(services, ask(services, services.call, more));

    expect(refusal.hint).toMatch(/^Ask for less: /);
    expect(refusal.hint).toContain(words);
  });

  test('is refused with what makes a picture cheaper', async () => {
    const services = await open({ perCall: 0.000001 });
    const drawing = { model: 'gpt-image-2.6-flare', prompt: 'A wall', quality: 'high' } as const;

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.images.generate(drawing)),
    );

    expect(refusal.hint).toContain('set quality to low; draw fewer or smaller pictures');
  });

  test.each([
    ['client', 'te*', 'clients like te*'],
    ['plugin', 'text', 'the plugin text'],
    ['tool', 'chat-*', 'tools like chat-*'],
    ['model', 'gpt-6-lun?', 'models like gpt-6-lun?'],
  ] as const)('is held by a limit on its %s', async (scope, match, words) => {
    const limits = [
      { scope, match, window: 'total', usd: 0.001, mode: 'hard' } as const,
      { scope, match: 'other', window: 'total', usd: 0, mode: 'hard' } as const,
    ];
    const services = await open({ limits });

    const refusal = await refusalOf(services, ask(services, services.call));

    expect(refusal.message).toContain(`$0.001 in all on ${words} (budget.limits[0])`);
  });

  test('costs nothing under an empty budget where OpenAI charges nothing', async () => {
    nock(API).get('/v1/models').reply(200, { data: [] });
    const services = await open({ total: 0 });

    await services.call.run(async () => services.client.models.list());

    expect(await rowsIn(services)).toMatchObject([{ cost: 0n, status: 200 }]);
  });
});

describe('a request whose cost nobody can tell before', () => {
  const request = { model: 'gpt-nobody-knows' };

  test('is refused under a hard limit', async () => {
    const services = await open({ perDay: 5 });

    const refusal = await refusalOf(services, ask(services, services.call, request));

    expect(refusal.code).toBe('BUDGET_COST_UNKNOWN');
    expect(refusal.message).toContain('$5.00 a day on everything (budget.perDay)');
  });

  test('is held at `unknownCost` where the operator says so, and booked so', async () => {
    answering(1, { ...answer, model: 'gpt-nobody-knows' });
    const services = await open({ perDay: 5, unknownCost: 0.25 });

    await ask(services, services.call, request);

    expect(await windowsIn(services)).toMatchObject([{ spent: 250_000_000n, reserved: 0n }]);
    expect(services.call.requests).toMatchObject([{ costNanoUsd: 250_000_000n, basis: 'held' }]);
  });

  test('is sent where limits only warn', async () => {
    answering(1, { ...answer, model: 'gpt-nobody-knows' });
    const limits = [{ scope: 'model', match: '*', window: 'day', usd: 1, mode: 'soft' } as const];
    const services = await open({ limits });

    await ask(services, services.call, request);

    expect(services.call.requests).toMatchObject([{ costNanoUsd: null, status: 200 }]);
  });
});

describe('what was held', () => {
  test.each([
    ['is given back when OpenAI refuses the request', () => nock(API).post('/v1/responses').reply(400, {})],
    [
      'is given back when nothing was sent',
      () =>
        nock(API)
          .post('/v1/responses')
          .times(4)
          .replyWithError(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
    ],
  ])('%s', async (_, script) => {
    script();
    const services = await open({ perDay: 5 }, { openai: { maxRetries: 0 } });

    await expect(ask(services, services.call)).rejects.toThrow();

    expect(await windowsIn(services)).toMatchObject([{ spent: 0n, reserved: 0n }]);
  });

  test.each([
    ['the answer has no usage', () => answering(1, { ...answer, usage: undefined })],
    [
      'the stream broke off before its usage',
      () =>
        nock(API)
          .post('/v1/responses')
          .reply(200, events({ type: 'response.output_text.delta', delta: 'He' }), {
            'content-type': 'text/event-stream',
          }),
    ],
  ])('is charged when %s', async (_, script) => {
    script();
    const services = await open({ perDay: 5 });

    await services.call
      .run(async () => {
        const stream = await services.client.responses.create({ ...ASKED, stream: true });
        for await (const _ of stream);
      })
      .catch(() => {});

    const [window] = await windowsIn(services);
    expect(window!.reserved).toBe(0n);
    expect(window!.spent).toBeGreaterThanOrEqual(10_000n * 500n);
    expect(services.call.requests).toMatchObject([{ basis: 'held', costNanoUsd: window!.spent }]);
  });

  test('is charged when the call is cancelled on the way', async () => {
    const services = await open({ perDay: 5 });
    nock(API)
      .post('/v1/responses')
      .reply(200, () => {
        services.call.cancel();
        return new Promise(() => {});
      });

    await expect(ask(services, services.call)).rejects.toThrow();

    expect(services.call.requests).toMatchObject([{ basis: 'held' }]);
  });

  test('and was settled by others before its next try is held anew', async () => {
    const services = await open({ perDay: 5 });
    nock(API)
      .post('/v1/responses')
      .reply(
        500,
        async () => {
          const { ledger } = await services.storage();
          return { charged: (await ledger.recover(NOON + HOUR_MS)).charged };
        },
        { 'retry-after-ms': '1' },
      );
    answering();

    await ask(services, services.call);

    expect(services.call.requests).toMatchObject([{ tries: 2, costNanoUsd: COST }]);
    expect(await windowsIn(services)).toMatchObject([{ spent: COST, reserved: 0n }]);
  });
});

describe('a request outside of any call', () => {
  test('counts on its plugin, with no client and no tool', async () => {
    answering();
    const services = await open({
      limits: [{ scope: 'plugin', match: 'text', window: 'day', usd: 5, mode: 'hard' }],
    });

    await services.client.responses.create(ASKED);

    expect(await rowsIn(services)).toMatchObject([{ client: null, plugin: 'text', tool: null, cost: COST }]);
    expect(await windowsIn(services)).toMatchObject([{ spent: COST }]);
  });

  test('is what a tool sends after its call has ended', async () => {
    answering();
    const services = await open({ perCall: 5 });
    const { call } = services;

    await call.run(async () => {
      call.hasEnded = true;
      await services.client.responses.create(ASKED);
    });

    expect(call.requests).toEqual([]);
    expect(await rowsIn(services)).toMatchObject([{ client: null, tool: null, cost: COST }]);
  });

  test('and after a call that was cancelled is not sent', async () => {
    const services = await open({});
    const { call } = services;
    call.cancel();
    call.hasEnded = true;

    await expect(ask(services, call)).rejects.toThrow();
  });
});

describe('a soft limit', () => {
  test('lets requests pass, and warns once it is passed', async () => {
    answering(2);
    const limits = [{ scope: 'client', match: 'test', window: 'day', usd: 0.0015, mode: 'soft' } as const];
    const services = await open({ limits });
    const [first, second] = [new TestCall(), new TestCall()];

    await ask(services, first);
    await ask(services, second);

    expect(first.notes).toEqual([]);
    expect(second.notes).toEqual([
      '$0.0022 is spent, which is past the limit of $0.0015 a day on the client test (budget.limits[0]).',
    ]);
  });
});

describe('an alert', () => {
  test('goes out once in a window, whichever server reaches it', async () => {
    answering(4);
    const notices: object[] = [];
    const budget = { perDay: 0.02, alertAt: [5, 10, 50] };
    const notify = (...notice: [string, string, object]) => void notices.push(notice[2]);
    const first = await open(budget, { notify });
    const second = await open(budget, { notify, storage: first.storage });

    await Promise.all([ask(first, first.call), ask(second, second.call)]);
    await Promise.all([ask(first, first.call), ask(second, second.call)]);

    const said = notices.map((data) => Reflect.get(data, 'message') as string);
    expect(said.map((text) => text.split(' ')[0])).toEqual(['5', '10']);
    expect(said[0]).toMatch(
      /^5 % of the budget of \$0\.02 today on everything \(budget\.perDay\) is spent: \$0\.00\d+\.$/,
    );
    expect(first.lines.join() + second.lines.join()).toContain(said[0]);
  });
});

describe('two limits on the same', () => {
  const twice = (hard: number, soft: number) =>
    (
      [
        ['hard', hard],
        ['soft', soft],
      ] as const
    ).map(([mode, usd]) => ({ scope: 'plugin', match: '*', window: 'day', usd, mode }) as const);

  test('share a window: one refuses, the other warns', async () => {
    answering(2);
    const services = await open({ limits: twice(0.0065, 0.0015) });
    await ask(services, services.call);
    await ask(services, services.call);

    const refusal = await refusalOf(services, ask(services, services.call));

    expect(services.call.notes).toEqual([expect.stringContaining('past the limit of $0.0015')]);
    expect(refusal.message).toContain('the limit of $0.0065 a day on plugins like * (budget.limits[0])');
    expect(await windowsIn(services)).toHaveLength(1);
  });

  test('alert once where they alert at the same sum', async () => {
    answering();
    const services = await open({ limits: twice(0.01, 0.01), alertAt: [5, 10] });

    await ask(services, services.call);

    const alerts = services.lines.filter((line) => line.includes('% of the budget'));
    expect(alerts).toHaveLength(2);
    expect(await windowsIn(services)).toMatchObject([{ spent: COST, reserved: 0n }]);
  });
});

describe('a server without limits', () => {
  test('holds and counts for the limit that another one has brought since', async () => {
    answering(2);
    const other = await open({});
    await ask(other, other.call);
    const limited = await open({ perDay: 0.0065 }, { storage: other.storage });
    await ask(limited, limited.call);
    let during: { reserved: bigint }[] = [];
    nock(API)
      .post('/v1/responses')
      .reply(200, async () => {
        during = await windowsIn(limited);
        return answer;
      });

    await ask(other, other.call);

    const refusal = await refusalOf(limited, ask(limited, limited.call));
    expect(during[0]!.reserved).toBeGreaterThanOrEqual(10_000n * 500n);
    expect(refusal.message).toContain('$0.0033 is spent');
  });
});

describe('without any limit', () => {
  test('nothing is held, and everything recorded', async () => {
    answering();
    const services = await open({});

    await ask(services, services.call);

    expect(await windowsIn(services)).toEqual([]);
    expect(await rowsIn(services)).toMatchObject([
      { client: 'test', plugin: 'text', tool: 'chat-completion', cost: COST, basis: 'metered', status: 200 },
    ]);
  });
});
