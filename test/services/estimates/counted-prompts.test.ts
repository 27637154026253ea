import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BudgetSection } from '../../../src/config/sections/budget-section.js';
import type { ToolError } from '../../../src/plugin-api/tool-error.js';
import { API, openServices, refusalOf } from '../openai/open-services.js';

type Json = Record<string, unknown>;

// 3,000 tokens of input and 1,000 of output are $0.018 of gpt-6.2-sol; its whole context window is more than $5.
const BUDGET = { perCall: 0.05, maxOutputTokens: 1000 };
const PDF = { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' };
const OFFICE = {
  type: 'input_file',
  filename: 'a.docx',
  file_data: 'data:application/vnd.openxmlformats-officedocument.wordprocessingml.document;base64,UEsDBA==',
};
const askedWith = (file: object): Json => ({
  input: [{ role: 'user', content: [{ type: 'input_text', text: 'What does it say?' }, file] }],
});
const answer = {
  ...{ id: 'resp_1', object: 'response', model: 'gpt-6.2-sol', status: 'completed' },
  ...{ service_tier: 'default', output: [], usage: { input_tokens: 3000, output_tokens: 500 } },
};
const counted = (tokens: unknown) => ({ object: 'response.input_tokens', input_tokens: tokens });
const counting = (reply: Json, status = 200, isAsked: (body: Json) => boolean = () => true) =>
  nock(API).post('/v1/responses/input_tokens', isAsked).reply(status, reply);
const answering = () => nock(API).post('/v1/responses').reply(200, answer);

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

async function server(budget: Partial<BudgetSection> = BUDGET, openai: object = {}) {
  const services = await openServices({ budget, openai: { maxRetries: 0, ...openai } });
  const client = services.client as OpenAI;
  const ask = (body: Json) =>
    services.call.run(async () => client.responses.create({ model: 'gpt-6.2-sol', ...body }));
  return {
    ...services,
    client,
    ask,
    refused: (body: Json): Promise<ToolError> => refusalOf(services, ask(body)),
  };
}

describe('a prompt with a document, under a hard limit', () => {
  test('is held at what OpenAI counts, and a little more', async () => {
    const { ask, storage } = await server();
    let held: unknown;
    counting(counted(3000));
    nock(API)
      .post('/v1/responses')
      .reply(200, async () => {
        held = await (await storage()).db.selectFrom('ledger_window').select('reserved').execute();
        return answer;
      });

    await ask(askedWith(PDF));

    const input = BigInt(Math.ceil(3000 * 1.05) + 64);
    expect(held).toEqual([{ reserved: input * 2500n + 1000n * 10_000n }]);
  });

  test('is asked about with what belongs to the prompt alone', async () => {
    const { ask } = await server();
    let question: Json = {};
    counting(counted(3000), 200, (body) => {
      question = body;
      return true;
    });
    answering();
    const more = {
      instructions: 'Be brief.',
      reasoning: { effort: 'low' },
      metadata: { a: 'b' },
      store: false,
    };

    await ask({ ...askedWith(PDF), ...more });

    const { instructions, reasoning } = more;
    expect(question).toEqual({ model: 'gpt-6.2-sol', ...askedWith(PDF), instructions, reasoning });
  });

  test('is refused before it is sent where the count is too large', async () => {
    const { refused, call } = await server();
    counting(counted(900_000));
    const sent = answering();

    const { code, message } = await refused(askedWith(PDF));

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(message).toMatch(/may cost up to \$4\.7/);
    expect(sent.isDone()).toBe(false);
    expect(call.requests).toMatchObject([
      { endpoint: '/responses/input_tokens', status: 200, costNanoUsd: 0n },
      { endpoint: '/responses', status: 0, costNanoUsd: 0n },
    ]);
  });

  test.each<[string, () => void, RegExp]>([
    ['there is no such endpoint', () => counting({ error: {} }, 404), /how long it is \(status 404\)/],
    [
      'the connection breaks',
      () => nock(API).post('/v1/responses/input_tokens').replyWithError(new Error('reset')),
      /how long it is \(UPSTREAM_\w+\)/,
    ],
    ['the answer is no number', () => counting(counted('many')), /how long it is \(no count\)/],
    ['the answer is none', () => counting(counted(0)), /how long it is \(no count\)/],
  ])('may fill the context window where %s, and the refusal says why', async (_, fail, why) => {
    const { refused } = await server();
    fail();

    const { code, message } = await refused(askedWith(PDF));

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(message).toMatch(/taken to fill the whole context window of gpt-6\.2-sol/);
    expect(message).toMatch(why);
  });

  test('goes, though it could not be counted, where there is money for the whole context window', async () => {
    const { ask } = await server({ ...BUDGET, perCall: 20 });
    counting({ error: {} }, 500);
    answering();

    expect(await ask(askedWith(PDF))).toMatchObject({ id: 'resp_1' });
  });

  test('is not asked about again when it is sent again', async () => {
    const { ask, call } = await server(BUDGET, { maxRetries: 2 });
    counting(counted(3000));
    nock(API).post('/v1/responses').reply(503, {});
    answering();

    await ask(askedWith(PDF));

    expect(call.requests.map(({ endpoint, tries }) => [endpoint, tries])).toEqual([
      ['/responses/input_tokens', 1],
      ['/responses', 2],
    ]);
  });

  test('is given up with its call while it is counted', async () => {
    const { refused, call, storage } = await server();
    nock(API)
      .post('/v1/responses/input_tokens')
      .reply(200, () => {
        call.cancel();
        return counted(3000);
      });
    const sent = answering();

    const { code } = await refused(askedWith(PDF));

    expect(code).toBe('CANCELLED');
    expect(sent.isDone()).toBe(false);
    expect(await (await storage()).db.selectFrom('ledger_window').select('reserved').execute()).toEqual([]);
  });

  test('of requests side by side each is counted, and no more go than there is money for', async () => {
    const { ask, call } = await server();
    nock(API).post('/v1/responses/input_tokens').times(6).reply(200, counted(3000));
    nock(API).post('/v1/responses').times(6).delay(50).reply(200, answer);

    const ends = await Promise.allSettled(Array.from({ length: 6 }, () => ask(askedWith(PDF))));

    // Each holds $0.018, and $0.05 is all there is.
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const spent = call.requests.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n);
    expect(spent).toBeLessThanOrEqual(50_000_000n);
  });
});

describe('nobody is asked for a count', () => {
  test.each<[string, Partial<BudgetSection>]>([
    ['without a limit', {}],
    [
      'under soft limits alone',
      { limits: [{ scope: 'all', window: 'day', usd: 20, mode: 'soft' }] as never },
    ],
    [
      'under a hard limit on somebody else',
      { limits: [{ scope: 'client', match: 'other', window: 'day', usd: 0.01, mode: 'hard' }] as never },
    ],
  ])('%s', async (_, budget) => {
    const { ask, call } = await server(budget);
    answering();

    await ask(askedWith(PDF));

    expect(call.requests.map(({ endpoint }) => endpoint)).toEqual(['/responses']);
  });

  test('where the prompt shows all that it holds', async () => {
    const { ask, call } = await server();
    answering();

    await ask({ input: 'Hi' });

    expect(call.requests.map(({ endpoint }) => endpoint)).toEqual(['/responses']);
  });

  test.each([
    [
      'of a document at an address, where another may lie the next time',
      askedWith({ type: 'input_file', file_url: 'https://example.com/a.pdf' }),
      /another document may lie at its address/,
    ],
    ['of a stored prompt', { prompt: { id: 'pmpt_1' } }, /a stored prompt is not counted/],
  ])('%s', async (_, body, why) => {
    const { refused, call } = await server();

    const { message } = await refused(body);

    expect(message).toMatch(why);
    expect(call.requests.map(({ endpoint }) => endpoint)).toEqual(['/responses']);
  });

  test('of other providers', async () => {
    const { refused, call } = await server(BUDGET, { baseURL: 'https://llm.example/v1', api: 'responses' });

    const { code } = await refused(askedWith(PDF));

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(call.requests.map(({ endpoint }) => endpoint)).toEqual(['/responses']);
  });
});

describe('a document of which nobody promises that it is counted', () => {
  const isIn = (body: Json): boolean => JSON.stringify(body).includes('input_file');

  test.each([
    ['an office file', OFFICE],
    ['an uploaded file', { type: 'input_file', file_id: 'file_1' }],
  ])('is taken for counted where the prompt without it is smaller: %s', async (_, file) => {
    const { ask } = await server();
    counting(counted(3000), 200, isIn);
    counting(counted(20), 200, (body) => !isIn(body));
    answering();

    expect(await ask(askedWith(file))).toMatchObject({ id: 'resp_1' });
    expect(nock.isDone()).toBe(true);
  });

  test('may fill the context window where the prompt without it is as large', async () => {
    const { refused } = await server();
    nock(API).post('/v1/responses/input_tokens').twice().reply(200, counted(20));

    const { code, message } = await refused(askedWith(OFFICE));

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(message).toMatch(/may be left out of the count/);
  });
});

test('history that nobody here has seen is counted as well', async () => {
  const { ask } = await server();
  let question: Json = {};
  counting(counted(3000), 200, (body) => {
    question = body;
    return true;
  });
  answering();

  await ask({ input: 'And then?', previous_response_id: 'resp_0' });

  expect(question).toEqual({ model: 'gpt-6.2-sol', input: 'And then?', previous_response_id: 'resp_0' });
});

test('where unknown costs have a sum of their own, a counted prompt does not need it', async () => {
  const { ask } = await server({ ...BUDGET, unknownCost: 1 });
  counting(counted(3000));
  answering();

  expect(await ask(askedWith(PDF))).toMatchObject({ id: 'resp_1' });
});
