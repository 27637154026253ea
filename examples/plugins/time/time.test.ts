import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pluginContract, type TestHost, testHost } from 'openai-mcp-host/testing';

interface Moment {
  timezone: string;
  datetime: string;
  day_of_week: string;
  is_dst: boolean;
}

const plugin = new URL('time.ts', import.meta.url);
let host: TestHost;

before(async () => {
  host = await testHost({ plugins: [plugin] });
});

after(() => host.close());

test('tells the time where it is asked for', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000;
  const { structured } = await host.callTool<Moment>('get-current-time', { timezone: 'Asia/Kathmandu' });
  const told = Date.parse(structured?.datetime ?? '');

  assert.ok(told >= before && told <= Date.now());
  assert.match(structured?.datetime ?? '', /\+05:45$/);
  assert.equal(structured?.is_dst, false);
});

test('tells the local time when no zone is named', async () => {
  const { structured } = await host.callTool<Moment>('get-current-time');

  assert.equal(structured?.timezone, new Intl.DateTimeFormat().resolvedOptions().timeZone);
});

test('converts a time of today', async () => {
  const zones = { source_timezone: 'Asia/Tokyo', target_timezone: 'Asia/Kathmandu' };

  const { structured } = await host.callTool<{ source: Moment; target: Moment; time_difference: string }>(
    'convert-time',
    { ...zones, time: '14:30' },
  );

  assert.match(structured?.source.datetime ?? '', /T14:30:00\+09:00$/);
  assert.match(structured?.target.datetime ?? '', /T11:15:00\+05:45$/);
  assert.equal(structured?.time_difference, '-3.25h');
});

test('refuses what is no zone and no time', async () => {
  const zone = await host.callTool('get-current-time', { timezone: 'Mars/Olympus' });
  const time = await host.callTool('convert-time', { time: '25:00' });

  assert.equal(zone.error?.code, 'TIMEZONE_UNKNOWN');
  assert.equal(time.error?.code, 'INPUT_INVALID');
});

const calls = { 'get-current-time': {}, 'convert-time': { time: '14:30', target_timezone: 'Asia/Tokyo' } };
for (const { name, run } of pluginContract(plugin, { calls })) test(name, run);
