import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCache } from './cache.ts';
import { measureColdStart } from './cold-start.ts';
import { contenders } from './contenders.ts';
import { measureEchoCalls } from './echo-calls.ts';
import { measureLedger } from './ledger.ts';
import { measureListSize } from './list-size.ts';
import { FULL, type Measuring, QUICK } from './measuring.ts';
import { measurePluginLoading } from './plugin-loading.ts';
import { measureProxiedCalls } from './proxied-calls.ts';
import { measureQueue } from './queue.ts';
import { report } from './report.ts';
import { startUpstream } from './start-upstream.ts';

const HELP = `npm run bench -- [--quick] [--json]

Measures this server beside a plain server on the MCP SDK and beside a script without dependencies.
  --quick  fewer samples: shows that it runs; the figures mean little
  --json   prints the figures as JSON`;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});

if (options.help) console.log(HELP);
else
  await run().catch((error: Error) => {
    console.error(`The measuring failed: ${error.message}`);
    process.exitCode = 1;
  });

async function run(): Promise<void> {
  const measuring: Measuring = {
    ...(options.quick ? QUICK : FULL),
    progress: (what) => console.error(what),
  };
  const folder = mkdtempSync(join(tmpdir(), 'openai-mcp-host-bench-'));
  const upstream = await startUpstream();
  try {
    const ground = { folder, baseUrl: upstream.baseUrl };
    const bundled = await contenders(ground, 'bundled', {});
    const withEcho = await contenders(ground, 'echo', {
      plugins: { echo: { from: join(import.meta.dirname, 'echo') } },
    });
    const sections = [
      await measureColdStart(bundled.all, measuring),
      await measureEchoCalls(withEcho.all, measuring),
      await measureProxiedCalls(bundled.all, upstream, measuring),
      await measureCache(ground, measuring),
      measureListSize(bundled.list),
      await measurePluginLoading(ground, measuring),
      await measureLedger(folder, measuring),
      ...(await measureQueue(folder, measuring)),
    ];
    const machine = {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
    };
    const about = `Node ${machine.node}, ${machine.platform}, ${machine.cores} cores of ${machine.cpu}`;
    if (options.json)
      console.log(JSON.stringify({ machine, quick: options.quick === true, sections }, null, 2));
    else console.log(`${about}\n\n${report(sections)}`);
  } finally {
    upstream.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
