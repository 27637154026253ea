import { ProxyTracerProvider } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { HostConfig } from '../../config/host-config.js';
import { packageVersion } from '../../config/package-root.js';
import type { Logger } from '../../plugin-api/logger.js';
import { callWatch } from './call-watch.js';
import { createObserver } from './create-observer.js';
import { CurrentTrace } from './current-trace.js';
import { type ExportParts, logsTo, metricsTo, tracesTo } from './exports.js';
import { HouseLabels } from './house-labels.js';
import { createInstruments } from './instruments.js';
import { logBridge } from './log-bridge.js';
import { type MetricsPort, openMetricsPort } from './metrics-port.js';
import { metricsRoute } from './metrics-route.js';
import type { Scrape } from './scrape.js';
import { serverResource } from './server-resource.js';
import type { Telemetry } from './telemetry.js';
import type { Signal, WantedTelemetry } from './wanted-telemetry.js';

const SCOPE = 'openai-mcp-host';
/** A collector that does not answer must not keep a server from its end. */
const STOP_MS = 400;

export async function createTelemetry(
  config: HostConfig,
  { sent, isRead }: WantedTelemetry,
  { log, env }: { log: Logger; env: NodeJS.ProcessEnv },
): Promise<Telemetry> {
  const { telemetry: section } = config;
  const resource = serverResource(config);
  const parts: ExportParts = { section, env, resource, tell: (message) => log.warn(message) };
  const to = <T>(signal: Signal, open: (given: ExportParts) => Promise<T>) =>
    sent.includes(signal) ? open(parts) : undefined;
  const [traces, pushed, logs, scrape] = await Promise.all([
    to('traces', tracesTo),
    to('metrics', metricsTo),
    to('logs', logsTo),
    isRead ? import('./scrape.js').then(({ createScrape }) => createScrape()) : undefined,
  ]);
  const readers = [pushed, scrape?.reader].filter((reader) => reader !== undefined);
  const metrics = new MeterProvider({ resource, readers });
  // Without traces of our own those of clients still go on to OpenAI.
  const tracer = (traces ?? new ProxyTracerProvider()).getTracer(SCOPE, packageVersion());
  const meter = metrics.getMeter(SCOPE, packageVersion());
  const instruments = createInstruments(meter);
  const current = new CurrentTrace();
  const labels = new HouseLabels(config.server.clients.map(({ name }) => name));
  const calls = callWatch(current, instruments, labels);
  const observer = createObserver({ config, tracer, meter, current, instruments, labels });
  observer.reads('calls.running', () => [{ value: calls.running }]);
  let port: MetricsPort | undefined;

  return {
    observer,
    watchCall: calls.watch,
    sink: {
      marks: () => current.marks(),
      ...(logs !== undefined && { take: logBridge(logs.getLogger(SCOPE, packageVersion()), current) }),
    },
    routes:
      scrape === undefined || section.metrics === 'nobody' ? [] : [metricsRoute(scrape, section.metrics)],
    listen: async () => {
      port = await listenAt(section.metricsPort, section.metricsHost, scrape, log);
    },
    stop: async () => {
      port?.close();
      await within(STOP_MS, [traces?.shutdown(), metrics.shutdown(), logs?.shutdown()]);
    },
  };
}

/** Another server on this machine may have the port: that is no reason not to serve. */
async function listenAt(
  wanted: number | undefined,
  host: string,
  scrape: Scrape | undefined,
  log: Logger,
): Promise<MetricsPort | undefined> {
  if (wanted === undefined || scrape === undefined) return undefined;
  try {
    const open = await openMetricsPort(metricsRoute(scrape, 'anybody'), wanted, host);
    log.info(`Metrics are at http://${host}:${open.port}/metrics.`);
    return open;
  } catch (error) {
    const { code = 'failed' } = error as NodeJS.ErrnoException;
    log.warn(`/metrics can't be served at ${host}:${wanted} (${code}).`);
    return undefined;
  }
}

/** Waits for all of them, but not longer. */
async function within(ms: number, ends: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled(ends), late]);
  clearTimeout(timer);
}
