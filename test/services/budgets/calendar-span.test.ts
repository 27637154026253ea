import { describe, expect, test } from 'vitest';
import { CalendarSpans } from '../../../src/services/budgets/calendar-span.js';

type Window = 'call' | 'hour' | 'day' | 'month' | 'total';

const at = (iso: string, window: Window, timeZone: string) => {
  const { start, end } = new CalendarSpans().at(Date.parse(iso), { window, timeZone });
  return [start, end].map((time) => (time === null ? null : new Date(time).toISOString()));
};

describe('the window that a moment falls into', () => {
  test.each([
    [
      'an hour',
      '2026-11-22T10:59:59.999Z',
      'hour',
      'UTC',
      '2026-11-22T10:00:00.000Z',
      '2026-11-22T11:00:00.000Z',
    ],
    [
      'an hour of a zone by half hours',
      '2026-11-22T10:10:00Z',
      'hour',
      'Asia/Kolkata',
      '2026-11-22T09:30:00.000Z',
      '2026-11-22T10:30:00.000Z',
    ],
    [
      'a day of a zone',
      '2026-11-22T23:30:00Z',
      'day',
      'Europe/Berlin',
      '2026-11-22T23:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
    ],
    [
      'a day of 23 hours',
      '2026-03-29T12:00:00Z',
      'day',
      'Europe/Berlin',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'a day of 25 hours',
      '2026-10-25T12:00:00Z',
      'day',
      'Europe/Berlin',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'a day without a midnight',
      '2026-04-24T12:00:00Z',
      'day',
      'Africa/Cairo',
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ],
    [
      'the first of two hours of one name',
      '2026-10-25T00:30:00Z',
      'hour',
      'Europe/Berlin',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ],
    [
      'the second of two hours of one name',
      '2026-10-25T01:30:00Z',
      'hour',
      'Europe/Berlin',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ],
    [
      'an hour that lasts for 90 minutes',
      '2026-04-04T15:15:00Z',
      'hour',
      'Australia/Lord_Howe',
      '2026-04-04T14:00:00.000Z',
      '2026-04-04T15:30:00.000Z',
    ],
    [
      'a month of 28 days',
      '2026-02-28T23:59:59Z',
      'month',
      'UTC',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ],
    [
      'a month that is over in one zone and not in the other',
      '2026-12-31T23:30:00Z',
      'month',
      'Asia/Tokyo',
      '2026-12-31T15:00:00.000Z',
      '2027-01-31T15:00:00.000Z',
    ],
  ] as const)('%s', (_, iso, window, zone, start, end) => {
    expect(at(iso, window, zone)).toEqual([start, end]);
  });

  test('a day in which midnight comes twice is one day', () => {
    const first = at('2026-11-01T04:30:00Z', 'day', 'America/Havana');
    const second = at('2026-11-01T05:30:00Z', 'day', 'America/Havana');

    expect(first).toEqual(['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z']);
    expect(second).toEqual(first);
  });

  test.each(['call', 'total'] as const)('%s has neither start nor end', (window) => {
    expect(new CalendarSpans().at(Date.now(), { window, timeZone: 'UTC' })).toEqual({ start: 0, end: null });
  });

  test('every moment of two years lies in its window, and each window begins where the last one ended', () => {
    const from = Date.UTC(2026, 0, 1);
    for (const timeZone of [
      'Europe/Berlin',
      'America/Havana',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Kathmandu',
    ]) {
      const spans = new CalendarSpans();
      let last: number | null = null;
      for (let now = from; now < Date.UTC(2027, 11, 1); ) {
        const { start, end } = spans.at(now, { window: 'day', timeZone });

        expect(start <= now && now < end!).toBe(true);
        expect(last ?? start).toBe(start);
        last = end;
        now = end!;
      }
    }
  });
});
