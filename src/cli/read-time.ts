import { UsageError } from './usage-error.js';

/**
 * A day or time in ms since 1970, UTC unless it says otherwise.
 *
 * @throws UsageError where it is none.
 */
export async function readTime(option: string, text: string): Promise<number> {
  const { DateTime } = await import('luxon');
  const time = DateTime.fromISO(text, { zone: 'utc' });
  if (time.isValid) return time.toMillis();
  throw new UsageError(
    `${option} ${text} is no day or time.`,
    'Write it like 2026-11-01 or 2026-11-01T08:00+01:00.',
  );
}
