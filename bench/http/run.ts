import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { httpContenders } from './contenders.ts';
import type { LoadFigures, LoadOrder } from './load-process.ts';
import type { Era } from './messages.ts';
import { type Cell, type Round, report } from './report.ts';
import { ServerProcess } from './server-process.ts';

const HELP = `npm run bench:http -- [--seconds N] [--clients N,N] [--json]

Measures this server over HTTP beside the bare MCP SDK with the same tool list: calls of an echo tool by clients that each send the
next one when they have their answer, in both protocol eras, the two servers by turns.
  --seconds  60: so long each server is under load, for each number of clients and era
  --clients  64,512
  --json     prints the figures as JSON`;

/** Each server's time is cut into so many turns. */
const ROUNDS = 6;
const ERAS: readonly Era[] = ['modern', 'legacy'];
const WARM_SECONDS = 2;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '64,512' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (options.help) console.log(HELP);
else
  await run().catch((error: Error) => {
    console.error(`The measuring failed: ${error.message}`);
    process.exitCode = 1;
  });

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'openai-mcp-host-bench-'));
  try {
    const cells: Cell[] = [];
    for (const era of ERAS) cells.push(...(await measure(folder, era)));
    if (options.json) return console.log(JSON.stringify(cells, null, 2));
    const machine = `Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'unknown'}`;
    console.log(`${machine}; ${options.seconds} seconds each\n\n${report(cells)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, era: Era): Promise<Cell[]> {
  const contenders = await httpContenders(folder, era);
  const started: ServerProcess[] = [];
  const load = fork(join(import.meta.dirname, 'load-process.ts'));
  try {
    for (const contender of contenders) started.push(await ServerProcess.start(contender));
    const [ours, bare] = started as [ServerProcess, ServerProcess];
    const cells: Cell[] = [];
    for (const clients of options.clients.split(',').map(Number)) {
      const of = { era, clients };
      for (const { url } of started) await ask(load, { ...of, url, seconds: WARM_SECONDS });
      const warm = { ours: ours.cost().rssMiB, bare: bare.cost().rssMiB };
      const cell: Cell = { ...of, ours: [], bare: [], warm };
      for (let round = 0; round < ROUNDS; round++) {
        const turns: ['ours' | 'bare', ServerProcess][] = [
          ['ours', ours],
          ['bare', bare],
        ];
        for (const [name, server] of round % 2 === 0 ? turns : turns.reverse()) {
          cell[name].push(await loadRound(load, server, of));
        }
        console.error(`${era}, ${clients} clients: ${round + 1}/${ROUNDS}`);
      }
      cells.push(cell);
    }
    return cells;
  } finally {
    load.kill();
    for (const server of started) await server.stop();
  }
}

async function loadRound(load: ChildProcess, server: ServerProcess, of: Pick<LoadOrder, 'era' | 'clients'>) {
  const before = server.cost().cpuMs;
  const figures = await ask(load, { ...of, url: server.url, seconds: Number(options.seconds) / ROUNDS });
  const { cpuMs, rssMiB } = server.cost();
  const cpuUs = before === null || cpuMs === null ? null : ((cpuMs - before) * 1000) / figures.calls;
  return { ...figures, cpuUs, rssMiB } satisfies Round;
}

async function ask(load: ChildProcess, order: LoadOrder): Promise<LoadFigures> {
  const answered = new AbortController();
  const { signal } = answered;
  load.send(order);
  const ended = once(load, 'exit', { signal }).then(() => {
    throw new Error('The clients ended too soon.');
  });
  try {
    const [figures] = await Promise.race([once(load, 'message', { signal }), ended]);
    return figures;
  } finally {
    ended.catch(() => {});
    answered.abort();
  }
}
