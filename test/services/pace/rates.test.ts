import { expect, test } from 'vitest';
import { chatAnswer } from '../openai/open-services.js';
import { FakeClock, settled } from './fake-clock.js';
import { ask, MODEL, pacedServices, startUpstream, times } from './paced-services.js';

const answering = (clock: FakeClock) => startUpstream(clock, (arrival) => arrival.answer(200));

test('No minute sees more requests than the config allows, and all are answered', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = { models: { 'gpt-*': { requestsPerMinute: 10 } }, maxWaitSeconds: 600 };
  const { send } = await pacedServices({ upstream, limits, clock });

  const sent = times(35, () => send('one').outcome);
  for (const expected of [10, 20, 30, 35]) {
    await expect.poll(() => upstream.arrivals.length).toBe(expected);
    await clock.advance(60_000);
    expect(upstream.arrivals.length).toBe(expected);
    await clock.advance(1100);
  }

  expect(await Promise.all(sent)).toEqual(times(35, () => 'answered'));
});

test('A model without an entry goes unhindered', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = { models: { 'gpt-6-sol': { requestsPerMinute: 1 } } };
  const { send } = await pacedServices({ upstream, limits, clock });

  const outcomes = await Promise.all(times(20, () => send('one').outcome));

  expect(outcomes).toEqual(times(20, () => 'answered'));
});

test('Of several entries the first that matches holds; models wait for themselves only', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = {
    models: { 'gpt-6-s?l': { requestsPerMinute: 2 }, '*': { requestsPerMinute: 1 } },
    maxWaitSeconds: 0,
  };
  const { send } = await pacedServices({ upstream, limits, clock });

  const sol = times(3, () => send('one', 'gpt-6-sol').outcome);
  const luna = times(2, () => send('one', 'gpt-6-luna').outcome);
  await clock.advance(0);

  expect(await Promise.all(sol)).toEqual(['answered', 'answered', 'QUEUE_TIMEOUT']);
  expect(await Promise.all(luna)).toEqual(['answered', 'QUEUE_TIMEOUT']);
});

test('Tokens are taken by the worst case and corrected by the real usage', async () => {
  const clock = new FakeClock();
  const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
  const upstream = await startUpstream(clock);
  const limits = { models: { '*': { tokensPerMinute: 1000 } } };
  const { client } = await pacedServices({ upstream, limits, clock });
  const create = () => client.chat.completions.create({ ...ask(), max_completion_tokens: 700 });

  const first = create();
  const second = create();
  await expect.poll(() => upstream.arrivals.length).toBe(1);
  await settled();
  expect(upstream.arrivals.length).toBe(1);
  upstream.arrivals[0]!.answer(200, chatAnswer(usage));
  await first;

  await expect.poll(() => upstream.arrivals.length).toBe(2);
  upstream.arrivals[1]!.answer(200, chatAnswer(usage));
  await second;
});

test('A picture within a request is not counted by its length', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = { models: { '*': { tokensPerMinute: 10_000 } }, maxWaitSeconds: 0 };
  const { client } = await pacedServices({ upstream, limits, clock });
  const url = `data:image/png;base64,${'A'.repeat(100_000)}`;
  const look = () =>
    client.chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
      max_completion_tokens: 100,
    });

  await Promise.all([look(), look(), look()]);

  expect(upstream.arrivals).toHaveLength(3);
});

test('A request larger than a whole minute has its turn when nothing else was taken', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = { models: { '*': { tokensPerMinute: 100 } } };
  const { client } = await pacedServices({ upstream, limits, clock });

  const answer = await client.chat.completions.create({ ...ask(), max_completion_tokens: 5000 });

  expect(answer.choices).toHaveLength(1);
});

test('What is never sent takes nothing', async () => {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock);
  const limits = { models: { '*': { requestsPerMinute: 1 } } };
  const { send } = await pacedServices({ upstream, limits, clock });
  const gone = await pacedServices({
    upstream: { url: 'http://127.0.0.1:1/v1', arrivals: [] },
    limits,
    clock,
  });

  expect(await gone.send('one').outcome).toBe('UPSTREAM_UNREACHABLE');
  expect(await gone.send('one').outcome).toBe('UPSTREAM_UNREACHABLE');

  const sent = send('one').outcome;
  await expect.poll(() => upstream.arrivals.length).toBe(1);
  upstream.arrivals[0]!.answer(200);
  expect(await sent).toBe('answered');
});

test('A clock that is set back stops nothing', async () => {
  const clock = new FakeClock();
  const upstream = await answering(clock);
  const limits = { models: { '*': { requestsPerMinute: 1 } } };
  const { send } = await pacedServices({ upstream, limits, clock });
  expect(await send('one').outcome).toBe('answered');

  await clock.advance(-86_400_000);
  const second = send('one').outcome;
  await settled();
  await clock.advance(61_100);

  expect(await second).toBe('answered');
});
