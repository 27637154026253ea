import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, said } from './bundled-host.js';

const ADMIN_KEY = 'sk-admin-0123456789abcdef';
const DAY = 86_400;
const TODAY = Math.floor(Date.now() / 1000 / DAY) * DAY;

const cost = (value: unknown, line_item: string | null = null, project_id: string | null = null) => ({
  object: 'organization.costs.result',
  amount: { value, currency: 'usd' },
  line_item,
  project_id,
});
const bucket = (results: object[], start_time = TODAY) => ({
  object: 'bucket',
  start_time,
  end_time: start_time + DAY,
  results,
});
const page = (data: object[], next_page: string | null = null) => ({
  object: 'page',
  data,
  has_more: next_page !== null,
  next_page,
});

interface Asked {
  query: Record<string, unknown>;
  authorization: string | undefined;
}

/** Answers the next questions for the report, one page each. */
function onCosts(...replies: { status?: number; body: unknown }[]): Asked[] {
  const asked: Asked[] = [];
  for (const { status = 200, body } of replies) {
    const seen: Asked = { query: {}, authorization: undefined };
    nock('https://api.openai.com')
      .get('/v1/organization/costs')
      .query((query) => {
        seen.query = query;
        return true;
      })
      .matchHeader('authorization', (value) => {
        seen.authorization = String(value);
        return true;
      })
      .reply(() => {
        asked.push(seen);
        return [status, JSON.stringify(body), { 'content-type': 'application/json' }];
      });
  }
  return asked;
}

interface Sum {
  reportedUsd: number;
  recordedUsd: number;
  differenceUsd: number;
}
interface Found {
  total: Sum;
  days: (Sum & { day: string; mayGrow: boolean })[];
  lines: (Sum & { name: string; lineItems: string[]; in: string })[];
  projects: { id: string; reportedUsd: number }[];
  notes: string[];
}

let host: BundledHost;
const open = async (env: Record<string, string> = {}, config: Record<string, unknown> = {}) => {
  host = await bundledHost({ env: { OPENAI_API_KEY: 'sk-ordinary-0123456789', ...env }, config });
};
const withKey = { OPENAI_ADMIN_KEY: ADMIN_KEY };
const reconcile = async (input: Record<string, unknown> = { period: 'today' }) => {
  const { structured, ...rest } = await host.call('reconcile-costs', input);
  return { ...rest, found: structured as unknown as Found };
};
/** $0.003 of gpt-6.2-sol, or what nobody knows of another model. */
const spend = async (model = 'gpt-6.2-sol') => {
  onPost('/responses', {
    body: said('a', { usage: { input_tokens: 1000, output_tokens: 100, total_tokens: 1100 }, model }),
  });
  await host.call('chat-completion', { messages: [{ role: 'user', content: 'Hi' }], model });
};

afterEach(async () => {
  nock.cleanAll();
  await host.close();
});

test('Report and record stand side by side, by day and by model, whatever the report calls it', async () => {
  await open(withKey);
  await spend();
  onCosts({
    body: page([
      bucket([
        cost(0.002, 'gpt-6.2-sol-2026-11-17, input_tokens'),
        cost('0.00100000000000000000', 'gpt-6.2-sol, output_tokens'),
      ]),
    ]),
  });

  const { found, text } = await reconcile();

  expect(found.total).toMatchObject({ reportedUsd: 0.003, recordedUsd: 0.003, differenceUsd: 0 });
  expect(found.days).toMatchObject([{ mayGrow: true, differenceUsd: 0 }]);
  expect(found.lines).toMatchObject([
    {
      name: 'gpt-6.2-sol',
      in: 'both',
      lineItems: ['gpt-6.2-sol, output_tokens', 'gpt-6.2-sol-2026-11-17, input_tokens'],
    },
  ]);
  expect(text).toMatch(/^gpt-6\.2-sol +0\.003000 +0\.003000 +0\.000000$/m);
  expect(text).toContain('may still grow');
});

test('What only one of them has is shown, and named', async () => {
  await open(withKey);
  await spend('mystery-9');
  await spend();
  onCosts({
    body: page([
      bucket([
        cost(1.5, 'gpt-6-luna, input_tokens', 'proj_b'),
        cost(2, 'gpt-9-nova, input_tokens', 'proj_a'),
        cost(0.25, 'web search tool calls', 'proj_a'),
      ]),
    ]),
  });

  const { found, text } = await reconcile();

  expect(found.lines.map(({ name, in: where, differenceUsd }) => [name, where, differenceUsd])).toEqual([
    ['gpt-9-nova', 'report', 2],
    ['gpt-6-luna', 'report', 1.5],
    ['web search tool calls', 'report', 0.25],
    ['gpt-6.2-sol', 'record', -0.003],
    ['mystery-9', 'record', 0],
  ]);
  expect(found.projects).toEqual([
    { id: 'proj_a', reportedUsd: 2.25 },
    { id: 'proj_b', reportedUsd: 1.5 },
  ]);
  expect(text).toContain('The report is of the whole organisation');
  expect(text).toContain('Only in the report: gpt-9-nova, gpt-6-luna, web search tool calls.');
  expect(text).toContain('Only on record: gpt-6.2-sol.');
  expect(text).toContain('1 request is on record without a known price');
});

test('Amounts add up exactly, however they are written', async () => {
  await open(withKey);
  const tenths = Array.from({ length: 10 }, (_, index) => cost(index % 2 ? 0.1 : '0.1', 'storage'));
  onCosts({
    body: page([bucket([...tenths, cost(1e-7, 'storage'), cost('2.5E-8', 'storage'), cost(-1, 'credit')])]),
  });

  const { found } = await reconcile();

  expect(found.lines).toMatchObject([
    { name: 'storage', reportedUsd: 1.000000125 },
    { name: 'credit', reportedUsd: -1 },
  ]);
  expect(found.total.reportedUsd).toBe(0.000000125);
});

test('The report is read to its last page, by whole days in UTC, for the projects that are asked for', async () => {
  await open(withKey);
  const first = Date.UTC(2026, 9, 1) / 1000;
  const asked = onCosts(
    { body: page([bucket([cost(1, 'a')], first)], 'page_2') },
    { body: page([bucket([cost(2, 'a')], first + DAY)]) },
  );

  const { found } = await reconcile({
    since: '2026-10-01T15:00',
    until: '2026-10-02',
    project_ids: ['proj_a'],
  });

  expect(found.days.map(({ day, reportedUsd, mayGrow }) => [day, reportedUsd, mayGrow])).toEqual([
    ['2026-10-01', 1, false],
    ['2026-10-02', 2, false],
  ]);
  expect(asked.map(({ query }) => query)).toEqual([
    {
      start_time: String(first),
      end_time: String(first + 2 * DAY),
      bucket_width: '1d',
      limit: '180',
      'group_by[]': ['line_item', 'project_id'],
      'project_ids[]': 'proj_a',
    },
    expect.objectContaining({ page: 'page_2' }),
  ]);
  expect(found.notes.join()).not.toContain('whole organisation');
});

test('Only the report is asked for with the admin key, and it is free', async () => {
  await open({ ...withKey, OPENAI_API_KEY: '' });
  const asked = onCosts({ body: page([]) });

  const { isError } = await reconcile();
  const usage = await host.call('usage-report');

  expect(isError).toBe(false);
  expect(asked.map(({ authorization }) => authorization)).toEqual([`Bearer ${ADMIN_KEY}`]);
  expect(usage.structured.session).toMatchObject({ total: { costUsd: 0, unpricedRequests: 0 } });
});

test('No other request has the admin key', async () => {
  await open(withKey);
  let authorization: string | undefined;
  nock('https://api.openai.com')
    .get('/v1/models')
    .matchHeader('authorization', (value) => {
      authorization = String(value);
      return true;
    })
    .reply(200, { object: 'list', data: [] });

  await host.call('list-models');

  expect(authorization).toBe('Bearer sk-ordinary-0123456789');
});

test('Without an admin key it says what to set, and asks nobody', async () => {
  await open();

  const { code, text } = await reconcile();

  expect(code).toBe('ADMIN_KEY_MISSING');
  expect(text).toContain('OPENAI_ADMIN_KEY');
});

test('Another provider is never sent the admin key', async () => {
  await open(withKey, { openai: { baseURL: 'https://gateway.test/v1' } });
  const asked = nock('https://gateway.test').get(/.*/).reply(200, {});

  const { code } = await reconcile();

  expect(code).toBe('COSTS_NOT_REPORTED');
  expect(asked.isDone()).toBe(false);
});

test.each([401, 403])(
  'A key that is refused with %s is told as such, and is not in what is told',
  async (status) => {
    await open(withKey);
    onCosts({ status, body: { error: { message: `Bad key ${ADMIN_KEY}`, code: 'invalid_api_key' } } });

    const { code, text } = await reconcile();

    expect(code).toBe('ADMIN_KEY_REFUSED');
    expect(text).toContain('OPENAI_ADMIN_KEY');
    expect(text).not.toContain(ADMIN_KEY);
  },
);

test.each([
  ['nothing', {}],
  ['null', null],
  ['a list', []],
  ['a day without costs', page([{ object: 'bucket', start_time: TODAY }])],
  ['a day without a date', page([{ object: 'bucket', results: [] }])],
  ['an amount that is none', page([bucket([cost('a lot', 'a')])])],
  ['no amount', page([bucket([{ object: 'organization.costs.result' }])])],
  ['more, and no place for it', { ...page([]), has_more: true }],
  ['euros', page([bucket([{ amount: { value: 1, currency: 'eur' } }])])],
])('A report that has %s is an error, not a difference', async (_, body) => {
  await open(withKey);
  onCosts({ body });

  const { code } = await reconcile();

  expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
});

test('A report that goes in circles is given up', async () => {
  await open(withKey);
  onCosts({ body: page([], 'page_2') }, { body: page([], 'page_2') });

  const { code } = await reconcile();

  expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
});

test.each([
  { since: 'soon' },
  { period: 'today', since: '2026-11-01' },
  { since: '2027-01-01', until: '2026-01-01' },
])('A time that is none is refused before anybody is asked: %j', async (input) => {
  await open(withKey);

  const { code } = await reconcile(input);

  expect(code).toBe('PERIOD_INVALID');
});
