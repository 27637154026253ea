import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { type Fault, FaultError } from '../../src/contracts/fault.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const load = (document: Record<string, unknown>, env = {}) => loadConfig({ document, env, cwd: tmpdir() });
const faultsOf = (document: Record<string, unknown>, env = {}): Promise<readonly Fault[]> =>
  load(document, env).then(
    () => expect.unreachable('it was taken'),
    (error) => {
      expect(error).toBeInstanceOf(FaultError);
      return error.faults;
    },
  );

describe('a budget that can not be kept', () => {
  test.each([
    ['a negative limit', { perDay: -1 }, 'budget.perDay', 'budget.perDay must be at least 0 (it is -1).'],
    [
      'an unknown currency',
      { currency: 'EUR' },
      'budget.currency',
      'budget.currency must be one of "USD" (it is "EUR").',
    ],
    [
      'an unknown time zone',
      { timeZone: 'Europe/Berln' },
      'budget.timeZone',
      'budget.timeZone must be a time zone such as Europe/Berlin (it is "Europe/Berln").',
    ],
    [
      'a webhook that is no URL',
      { webhook: { url: 'alerts.example.com' } },
      'budget.webhook.url',
      'budget.webhook.url must be an http or https URL.',
    ],
    [
      'a webhook that is nowhere',
      { webhook: { url: 'https://%' } },
      'budget.webhook.url',
      'budget.webhook.url must be an http or https URL.',
    ],
  ])('%s is one fault', async (_, budget, where, message) => {
    const faults = await faultsOf({ budget });

    expect(faults).toMatchObject([{ code: 'CONFIG_INVALID', where, message }]);
  });

  test('all of them are told at once', async () => {
    const faults = await faultsOf({
      budget: {
        perDay: -1,
        timeZone: 'Mars/Base',
        limits: [{ scope: 'city', match: '*', window: 'day', usd: 1 }],
      },
    });

    expect(faults.map(({ where }) => where)).toEqual([
      'budget.perDay',
      'budget.limits[0].scope',
      'budget.timeZone',
    ]);
  });

  test('a secret that is written out is refused, and not shown', async () => {
    const faults = await faultsOf({ budget: { webhook: { url: 'https://example.com', secret: SECRET } } });

    expect(faults).toMatchObject([{ code: 'CONFIG_SECRET_INLINE', where: 'budget.webhook.secret' }]);
    expect(JSON.stringify(faults)).not.toContain(SECRET);
  });

  test('a secret that nobody can sign with is refused, and not shown', async () => {
    const webhook = { url: 'https://example.com', secret: `\${env:ALERT_SECRET}` };

    const faults = await faultsOf({ budget: { webhook } }, { ALERT_SECRET: 'not base64!' });

    expect(faults).toMatchObject([{ code: 'CONFIG_INVALID', where: 'budget.webhook.secret' }]);
    expect(JSON.stringify(faults)).not.toContain('base64!');
  });

  test("a database's password that is written out is refused", async () => {
    const faults = await faultsOf({ storage: { url: 'postgres://me:letmein@localhost/costs' } });

    expect(faults).toMatchObject([{ code: 'CONFIG_SECRET_INLINE', where: 'storage.url' }]);
  });
});

test.each(['UTC', 'Europe/Berlin', 'europe/berlin', 'Asia/Kolkata', '+05:30'])(
  '%s is a time zone',
  async (timeZone) => {
    const { config } = await load({ budget: { timeZone, perDay: 5 } });

    expect(config.budget).toMatchObject({ timeZone, perDay: 5 });
  },
);

test('a limit that says nothing of its mode is hard', async () => {
  const { config } = await load({
    budget: { limits: [{ scope: 'plugin', match: '*', window: 'day', usd: 1 }] },
  });

  expect(config.budget.limits).toMatchObject([{ mode: 'hard' }]);
});
