import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { Describe, definePlugin, Nested, Tool, ToolError } from 'openai-mcp-host/plugin';

const errors = { TIMEZONE_UNKNOWN: 'There is no such time zone.' };
const local = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

class Moment {
  @IsString() timezone!: string;
  @IsString() datetime!: string;
  @IsString() day_of_week!: string;
  @IsBoolean() is_dst!: boolean;
}

class CurrentTimeInput {
  @Describe('Such as Europe/Lisbon; the local one if left out.')
  @IsOptional()
  @IsString()
  timezone?: string;
}

class ConvertTimeInput {
  @IsOptional() @IsString() source_timezone?: string;

  @Describe('HH:MM, today in the source time zone.')
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  time!: string;

  @IsOptional() @IsString() target_timezone?: string;
}

class ConvertTimeOutput {
  @Nested(() => Moment) source!: Moment;
  @Nested(() => Moment) target!: Moment;
  @IsString() time_difference!: string;
}

/** How far a zone is ahead of UTC, such as `+05:45`, and in milliseconds. */
function offsetOf(timezone: string, instant: number): { text: string; ms: number } {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    const text = /[+-]\d\d:\d\d/.exec(format.format(instant))?.[0] ?? '+00:00';
    return { text, ms: -Date.parse(`1970-01-01T00:00:00${text}`) };
  } catch {
    throw new ToolError(
      'TIMEZONE_UNKNOWN',
      `There is no time zone "${timezone}".`,
      'Name one as IANA does: Asia/Tokyo.',
    );
  }
}

function momentOf(timezone: string, instant: number): Moment {
  const { text, ms } = offsetOf(timezone, instant);
  const year = new Date(instant).getUTCFullYear();
  const standard = Math.min(...[0, 6].map((month) => offsetOf(timezone, Date.UTC(year, month)).ms));
  return {
    timezone,
    datetime: new Date(instant + ms).toISOString().slice(0, 19) + text,
    day_of_week: new Intl.DateTimeFormat('en', { timeZone: timezone, weekday: 'long' }).format(instant),
    is_dst: ms > standard,
  };
}

@Tool({
  name: 'get-current-time',
  title: 'Get the current time',
  description: 'Tell the current time in a time zone.',
  input: CurrentTimeInput,
  output: Moment,
  effect: 'read-only',
  errors,
})
export class GetCurrentTime {
  run({ timezone = local() }: CurrentTimeInput): Moment {
    return momentOf(timezone, Date.now());
  }
}

@Tool({
  name: 'convert-time',
  title: 'Convert a time',
  description:
    'Convert a time of today from one time zone into another; time zones left out are the local one.',
  input: ConvertTimeInput,
  output: ConvertTimeOutput,
  effect: 'read-only',
  errors,
})
export class ConvertTime {
  run({ source_timezone = local(), time, target_timezone = local() }: ConvertTimeInput): ConvertTimeOutput {
    const today = momentOf(source_timezone, Date.now()).datetime.slice(0, 10);
    const wall = Date.parse(`${today}T${time}Z`);
    // The offset of the wanted hour may not be that of UTC's same hour: days on which clocks change.
    const near = wall - offsetOf(source_timezone, wall).ms;
    const instant = wall - offsetOf(source_timezone, near).ms;

    const ahead = offsetOf(target_timezone, instant).ms - offsetOf(source_timezone, instant).ms;
    const hours = Math.abs(ahead) / 3_600_000;
    return {
      source: momentOf(source_timezone, instant),
      target: momentOf(target_timezone, instant),
      time_difference: `${ahead < 0 ? '-' : '+'}${Number.isInteger(hours) ? hours.toFixed(1) : hours}h`,
    };
  }
}

export default definePlugin({ name: 'time', title: 'Time', version: '1.0.0', host: '^1', uses: [] });
