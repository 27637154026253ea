import { expect, test } from 'vitest';
import { resetAfter } from '../../../src/services/pace/rate-headers.js';
import { FakeClock, settled } from './fake-clock.js';
import { pacedServices, startUpstream, times } from './paced-services.js';

async function answeredWith(headers: Record<string, string>, limits: object = {}) {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock, (arrival) => arrival.answer(200, undefined, headers));
  const services = await pacedServices({ upstream, clock, limits: { maxWaitSeconds: 0, ...limits } });
  await services.send('first').outcome;
  /** How many of ten more are sent at once. */
  const sentOfTen = async () => {
    const sent = times(10, () => services.send('one').outcome);
    await settled();
    await clock.advance(0);
    return (await Promise.all(sent)).filter((outcome) => outcome === 'answered').length;
  };
  return { clock, upstream, ...services, sentOfTen };
}

test.each([
  ['a limit, of which the first took one', { 'x-ratelimit-limit-requests': '4' }, 3],
  [
    'what is left of it, others having taken the rest',
    {
      'x-ratelimit-limit-requests': '100',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '58.2s',
    },
    3,
  ],
  ['nothing', {}, 10],
  [
    'figures that say nothing, as Azure sends them',
    {
      'x-ratelimit-limit-tokens': '-1',
      'x-ratelimit-remaining-tokens': '-1',
      'x-ratelimit-reset-tokens': '0',
    },
    10,
  ],
  ['what is left, but not of what', { 'x-ratelimit-remaining-requests': '1' }, 10],
  ['rubbish', { 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-reset-requests': 'soon' }, 10],
])('From the headers of an answer is learned: %s', async (_, headers, expected) => {
  const { sentOfTen } = await answeredWith(headers);

  expect(await sentOfTen()).toBe(expected);
});

test('What is left comes back evenly until the reset', async () => {
  const { clock, sentOfTen } = await answeredWith({
    'x-ratelimit-limit-requests': '100',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '1m40s',
  });

  expect(await sentOfTen()).toBe(0);
  await clock.advance(5000);
  expect(await sentOfTen()).toBe(5);
});

test('limits.learn false leaves the config alone', async () => {
  const { sentOfTen } = await answeredWith({ 'x-ratelimit-limit-requests': '4' }, { learn: false });

  expect(await sentOfTen()).toBe(10);
});

test('The stricter of config and headers holds', async () => {
  const stricter = await answeredWith(
    { 'x-ratelimit-limit-requests': '400' },
    { models: { '*': { requestsPerMinute: 3 } } },
  );
  const laxer = await answeredWith(
    { 'x-ratelimit-limit-requests': '4' },
    { models: { '*': { requestsPerMinute: 300 } } },
  );

  expect(await stricter.sentOfTen()).toBe(2);
  expect(await laxer.sentOfTen()).toBe(3);
});

test.each([
  ['120ms', 120],
  ['6m0s', 360_000],
  ['1s', 1000],
  ['1h2m3.5s', 3_723_500],
  ['7.66s', 7660],
  ['1d', 86_400_000],
  ['55', 55_000],
  ['0', 0],
  ['1700000060', 60_000],
  ['1700000060000', 60_000],
  ['2023-11-14T22:14:20Z', 60_000],
  ['', undefined],
  ['soon', undefined],
])('A reset of %s is understood', (text, expected) => {
  expect(resetAfter(text, 1_700_000_000_000)).toBe(expected);
});
