/** A server over stdio whose requests to OpenAI end up at the URL in its argument. At its end it says on stderr how long its event loop waited. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createHost, loadConfig, serveOverStdio } from 'openai-mcp-host';

const openaiStandIn = process.argv[2]!;
const loaded = await loadConfig({ cwd: process.cwd(), env: process.env });
loaded.config.logLevel = 'error';
const host = await createHost({ loaded, openaiStandIn });
const waits = monitorEventLoopDelay({ resolution: 5 });
waits.enable();
await serveOverStdio(host, () => {});
waits.disable();
const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e6);
const told = { p99: ms(waits.percentile(99)), p99_9: ms(waits.percentile(99.9)), longest: ms(waits.max) };
process.stderr.write(`${JSON.stringify({ eventLoopWaitMs: told })}\n`);
await host.stop();
