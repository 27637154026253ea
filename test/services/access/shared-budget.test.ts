import { type Answer, answers } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';
import type { ServedHttp } from '../../support/served-http.js';
import { as, servedTo } from './clients-host.js';

interface Refused {
  _meta?: Record<
    string,
    { code?: string; message?: string; hint?: string; budget?: object; notes?: string[] }
  >;
}

/** An answer that costs a good deal more than whatever is left. */
const dear: Answer = async (request) => {
  const plain = answers.text('Hello.');
  const { json } = (typeof plain === 'function' ? await plain(request) : plain) as { json: object };
  return { json: { ...json, usage: { input_tokens: 7_000_000, output_tokens: 0, total_tokens: 7_000_000 } } };
};

const ask = async (served: ServedHttp, name: string) => {
  const client = await served.client('modern', { headers: as(name) });
  return (await client.callTool({ name: 'ask-model', arguments: {} })) as Refused;
};
const errorOf = ({ _meta }: Refused) => _meta?.['openai-mcp-host/error'];
const CLIENTS = [{ name: 'team-a' }, { name: 'team-b' }, { name: 'boss', operator: true }];

test('a client that the whole server’s budget stops learns when it starts anew, and nothing of what others have spent', async () => {
  await using served = await servedTo(CLIENTS, { config: { budget: { perDay: 0.5 } } });
  served.host.openai.reply('/responses', dear);
  await ask(served, 'team-a');

  const refused = errorOf(await ask(served, 'team-b'))!;
  const told = errorOf(await ask(served, 'boss'))!;

  expect(refused.code).toBe('BUDGET_EXCEEDED');
  expect(refused.message).toMatch(
    /which would pass the limit a day on everything \(budget\.perDay\)\. It is the server's, for all of its clients together, and used up or nearly so\. It starts anew at \d{4}-/,
  );
  expect(refused.message?.match(/\$/g)).toHaveLength(1);
  expect(Object.keys(refused.budget!).sort()).toEqual([
    ...['limit', 'match', 'requestUsd', 'resetsAt', 'scope', 'window'],
  ]);
  expect(told.message).toContain('the limit of $0.50 a day on everything (budget.perDay). $1.40 is spent');
  expect(told.budget).toMatchObject({ limitUsd: 0.5, spentUsd: 1.4, reservedUsd: 0 });
});

test('a client sees the sums of a budget that is its own, and not those of one that it has with others', async () => {
  const limits = [{ scope: 'client', match: 'group-*', window: 'day', usd: 0.5 }];
  const entries = [{ name: 'alone', budget: { perDay: 0.5 } }, { name: 'group-a' }, { name: 'group-b' }];
  await using served = await servedTo(entries, { config: { budget: { limits } } });
  served.host.openai.always('/responses', dear);
  for (const name of ['alone', 'group-a']) await ask(served, name);

  const own = errorOf(await ask(served, 'alone'))!;
  const shared = errorOf(await ask(served, 'group-b'))!;

  expect(own.budget).toMatchObject({ match: 'alone', limitUsd: 0.5, spentUsd: 1.4 });
  expect(shared).toMatchObject({ code: 'BUDGET_EXCEEDED', budget: { match: 'group-*' } });
  expect(JSON.stringify(shared)).not.toMatch(/\$0\.50|\$1\.40|spentUsd|reservedUsd|limitUsd/);
});

test('a soft limit of the whole server is passed in words without sums', async () => {
  const limits = [{ scope: 'tool', match: 'ask-*', window: 'day', usd: 0.5, mode: 'soft' }];
  await using served = await servedTo(CLIENTS, { config: { budget: { limits } } });
  served.host.openai.always('/responses', dear);

  const results = [await ask(served, 'team-a'), await ask(served, 'boss')].map((each) =>
    JSON.stringify(each),
  );

  expect(results[0]).toContain('What is spent is past the limit a day on tools like ask-*');
  expect(results[0]).not.toContain('$0.50');
  expect(results[1]).toContain('is spent, which is past the limit of $0.50 a day on tools like ask-*');
});

test('what nobody can price is refused without the sum of the limit', async () => {
  await using served = await servedTo(CLIENTS, { config: { budget: { perDay: 0.5 } } });
  const named = async (name: string) => {
    const client = await served.client('modern', { headers: as(name) });
    return errorOf(
      (await client.callTool({ name: 'ask-model', arguments: { model: 'gpt-nobody' } })) as Refused,
    );
  };

  const [refused, told] = [await named('team-b'), await named('boss')];

  expect(refused?.code).toBe('BUDGET_COST_UNKNOWN');
  expect(refused?.message).toContain('there is the limit a day on everything');
  expect(told?.message).toContain('there is the limit of $0.50 a day on everything');
});
