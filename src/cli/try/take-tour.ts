import { fileURLToPath } from 'node:url';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import type { CallUsage } from '../../contracts/call-usage.js';
import { NOTES, USAGE } from '../../host/steps/answer.js';
import type { Found, TourStop } from './tour-stop.js';

/** A stop of the tour as it went. */
export interface Visit {
  title: string;
  tool: string;
  arguments: Record<string, unknown>;
  ok: boolean;
  /** What came back, or what went wrong, in words. */
  text: string;
  files: string[];
  notes: string[];
  usage?: CallUsage;
  /** How many progress messages came before the result. */
  progressMessages: number;
}

export interface Listener {
  starts(stop: TourStop, args: Record<string, unknown>): void;
  progresses(message: string): void;
  ends(visit: Visit): void;
}

/** The stops whose tools the server has. */
export async function servedStops(client: Client, stops: readonly TourStop[]): Promise<TourStop[]> {
  const { tools } = await client.listTools();
  const served = new Set(tools.map((tool) => tool.name));
  return stops.filter(({ tool }) => served.has(tool));
}

/** Makes every call of the tour, one after the other; one that fails doesn't end the tour. */
export async function takeTour(
  client: Client,
  stops: readonly TourStop[],
  listener: Listener,
): Promise<Visit[]> {
  const found: Found = {};
  const visits: Visit[] = [];
  for (const stop of stops) {
    const args = stop.arguments(found);
    listener.starts(stop, args);
    const visit = await visitStop(client, stop, args, listener);
    found.picture = visit.files.find((file) => /\.(png|webp|jpe?g)$/.test(file)) ?? found.picture;
    found.sound = visit.files.find((file) => /\.(mp3|wav|ogg)$/.test(file)) ?? found.sound;
    found.upload = /\bfile-[\w-]+/.exec(visit.text)?.[0] ?? found.upload;
    found.store = /\bvs_\w+/.exec(visit.text)?.[0] ?? found.store;
    found.tuning = /\bftjob-[\w-]+/.exec(visit.text)?.[0] ?? found.tuning;
    found.job = /\bjob_[\w-]+/.exec(visit.text)?.[0] ?? found.job;
    found.assistant = /\basst_\w+/.exec(visit.text)?.[0] ?? found.assistant;
    found.thread = /\bthread_\w+/.exec(visit.text)?.[0] ?? found.thread;
    found.called = /\bcall_[\w-]+/.exec(visit.text)?.[0] ?? found.called;
    visits.push(visit);
    listener.ends(visit);
  }
  return visits;
}

async function visitStop(
  client: Client,
  stop: TourStop,
  args: Record<string, unknown>,
  listener: Listener,
): Promise<Visit> {
  let progressMessages = 0;
  try {
    const result = await client.callTool(
      { name: stop.tool, arguments: args },
      {
        timeout: 300_000,
        resetTimeoutOnProgress: true,
        onprogress: ({ message }) => {
          progressMessages += 1;
          if (message !== undefined) listener.progresses(message);
        },
      },
    );
    return { ...visitOf(stop, args, result), progressMessages };
  } catch (error) {
    return { ...failedVisit(stop, args, (error as Error).message), progressMessages };
  }
}

function visitOf(
  { title, tool }: TourStop,
  args: Record<string, unknown>,
  result: CallToolResult,
): Omit<Visit, 'progressMessages'> {
  const [first] = result.content;
  const usage = result._meta?.[USAGE] as CallUsage | undefined;
  return {
    title,
    tool,
    arguments: args,
    ok: result.isError !== true,
    text: first?.type === 'text' ? first.text : '',
    files: result.content.flatMap((block) =>
      block.type === 'resource_link' ? [fileURLToPath(block.uri)] : [],
    ),
    notes: (result._meta?.[NOTES] ?? []) as string[],
    ...(usage === undefined ? {} : { usage }),
  };
}

const failedVisit = ({ title, tool }: TourStop, args: Record<string, unknown>, text: string): Visit => ({
  title,
  tool,
  arguments: args,
  ok: false,
  text,
  files: [],
  notes: [],
  progressMessages: 0,
});
