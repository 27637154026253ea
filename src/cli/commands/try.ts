import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fault } from '../../contracts/fault.js';
import { inUsd } from '../call/usage-line.js';
import { paint } from '../paint.js';
import { print, printJson, remark } from '../print.js';
import { readConfig } from '../read-config.js';
import { connect } from '../try/connect.js';
import { servedStops, takeTour, type Visit } from '../try/take-tour.js';
import { SILENT, tellTour } from '../try/tell-tour.js';
import type { TourStop } from '../try/tour-stop.js';
import { TOUR } from '../try/tour-stops.js';

export interface TryFlags {
  config?: string;
  json?: boolean;
  live?: boolean;
}

const STAND_IN =
  'This tour talks to an embedded stand-in for OpenAI: no key, no network, no cost; its answers are made up.';

/** Calls every tool that a real server serves through a real client, and tells how it went. */
export async function tryOut(flags: TryFlags): Promise<number> {
  const live = flags.live === true;
  const tour = live ? TOUR.filter(({ wantsAdmin, sandboxOnly }) => !wantsAdmin && !sandboxOnly) : TOUR;
  (flags.json ? remark : print)(live ? await liveGreeting(flags, tour.length) : STAND_IN);
  const dataFolder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-try-'));
  const server = await connect([
    ...(live ? [] : ['--sandbox']),
    ...(flags.config === undefined ? [] : ['--config', flags.config]),
    ...['--data-dir', dataFolder],
  ]);
  try {
    const stops = await servedStops(server.client, tour);
    const visits = await takeTour(server.client, stops, flags.json ? SILENT : tellTour(stops.length));
    const notServed = namesOf(tour.filter((stop) => !stops.includes(stop)));
    if (flags.json)
      printJson({ talksTo: live ? 'openai' : 'sandbox', dataFolder, visits, notServed, ...sumOf(visits) });
    else summarize(visits, notServed, dataFolder, live);
    if (visits.every(({ ok }) => ok)) return 0;
    if (server.log() !== '') remark(`\nThe server's log:\n${server.log().trim()}`);
    return 1;
  } finally {
    await server.close();
  }
}

async function liveGreeting(flags: TryFlags, calls: number): Promise<string> {
  const { apiKey, config } = await readConfig(flags);
  if (apiKey === undefined) {
    throw fault('API_KEY_MISSING', '--live needs an API key.', 'Set OPENAI_API_KEY, or leave --live out.');
  }
  const provider = config.openai.baseURL ?? 'OpenAI';
  return `This tour talks to ${provider} with your key: the whole of it, ${calls} calls, costs about $0.30, most of it for research on the web.`;
}

function sumOf(visits: readonly Visit[]) {
  return {
    calls: visits.length,
    failed: visits.filter(({ ok }) => !ok).map(({ title, tool }) => `${tool} (${title})`),
    costUsd: visits.reduce((sum, { usage }) => sum + (usage?.costUsd ?? 0), 0),
  };
}

const namesOf = (stops: readonly TourStop[]) => [...new Set(stops.map(({ tool }) => tool))];

function summarize(
  visits: readonly Visit[],
  notServed: readonly string[],
  dataFolder: string,
  live: boolean,
): void {
  const { calls, failed, costUsd } = sumOf(visits);
  const cost = live
    ? `${inUsd(costUsd)} spent`
    : `OpenAI would have charged about ${inUsd(costUsd)} for them`;
  print(`\n${paint('bold', `${calls} calls, ${calls - failed.length} went well; ${cost}.`)}`);
  for (const name of failed) print(paint('red', `Failed: ${name}`));
  if (notServed.length > 0)
    print(
      `Not served with this config, so passed over: ${notServed.join(', ')}. \`--config full\` has all tools.`,
    );
  print(`What was made lies in ${dataFolder}`);
  print('Next: `openai-mcp-host init` writes a config and shows how to add the server to your client.');
}
