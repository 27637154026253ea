import type { Resource } from '@opentelemetry/resources';
import type { LoggerProvider } from '@opentelemetry/sdk-logs';
import { type MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { TelemetrySection } from '../../config/sections/telemetry-section.js';
import { toldExporter } from './told-exporter.js';
import { traceSampler } from './trace-sampler.js';
import { endpointOf, type Signal } from './wanted-telemetry.js';

export interface ExportParts {
  section: Readonly<TelemetrySection>;
  env: NodeJS.ProcessEnv;
  resource: Resource;
  tell: (message: string) => void;
}

/** Where an exporter sends to; the variables of OpenTelemetry, which it reads itself, hold over the config. */
function placeOf(signal: Signal, { section, env }: ExportParts): { url?: string } {
  if (section.endpoint === undefined || endpointOf(signal, env) !== '') return {};
  return { url: `${section.endpoint.replace(/\/+$/, '')}/v1/${signal}` };
}

/** A variable that counts milliseconds. */
function msOf(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const ms = Number(env[name]?.trim() || 'NaN');
  return ms > 0 ? ms : undefined;
}

export async function tracesTo(parts: ExportParts): Promise<TracerProvider> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { section, env, resource, tell } = parts;
  const exporter = toldExporter(new OTLPTraceExporter(placeOf('traces', parts)), 'traces', tell);
  const delay = msOf(env, 'OTEL_BSP_SCHEDULE_DELAY');
  const options = { exporter, ...(delay !== undefined && { scheduledDelayMillis: delay }) };
  return new TracerProvider({
    resource,
    sampler: traceSampler(section.sampleRatio, env),
    spanProcessors: [new BatchSpanProcessor(options)],
  });
}

export async function metricsTo(parts: ExportParts): Promise<MetricReader> {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  const { section, env, tell } = parts;
  const exporter = toldExporter(new OTLPMetricExporter(placeOf('metrics', parts)), 'metrics', tell);
  const exportIntervalMillis = msOf(env, 'OTEL_METRIC_EXPORT_INTERVAL') ?? section.intervalSeconds * 1000;
  const exportTimeoutMillis = Math.min(exportIntervalMillis, 30_000);
  return new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis });
}

export async function logsTo(parts: ExportParts): Promise<LoggerProvider> {
  const [{ OTLPLogExporter }, { BatchLogRecordProcessor, LoggerProvider }] = await Promise.all([
    import('@opentelemetry/exporter-logs-otlp-http'),
    import('@opentelemetry/sdk-logs'),
  ]);
  const { env, resource, tell } = parts;
  const exporter = toldExporter(new OTLPLogExporter(placeOf('logs', parts)), 'logs', tell);
  const delay = msOf(env, 'OTEL_BLRP_SCHEDULE_DELAY');
  const options = { exporter, ...(delay !== undefined && { scheduledDelayMillis: delay }) };
  return new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor(options)] });
}
