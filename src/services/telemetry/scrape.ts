import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MetricReader, type MetricData, type ScopeMetrics } from '@opentelemetry/sdk-metrics';

/** Reads metrics when somebody asks for them. */
class ScrapeReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

const SUFFIXES: Readonly<Record<string, string>> = { s: '_seconds', '1': '_ratio' };

/**
 * OpenTelemetry's rules for Prometheus add the unit to the name, as collectors do and the exporter does not: so a
 * dashboard reads the same names whichever way they have come.
 */
function named(metric: MetricData): MetricData {
  const { descriptor } = metric;
  const suffix = descriptor.name.endsWith('.open') ? '' : (SUFFIXES[descriptor.unit] ?? '');
  return { ...metric, descriptor: { ...descriptor, name: `${descriptor.name}${suffix}`, unit: '' } };
}

const namedAll = (scopes: readonly ScopeMetrics[]): ScopeMetrics[] =>
  scopes.map((scope) => ({ ...scope, metrics: scope.metrics.map(named) }));

export interface Scrape {
  reader: MetricReader;
  /** The metrics as they are now, in the text format of Prometheus. */
  text(): Promise<string>;
}

export function createScrape(): Scrape {
  const reader = new ScrapeReader();
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  return {
    reader,
    text: async () => {
      const { resourceMetrics } = await reader.collect({ timeoutMillis: 5000 });
      return serializer.serialize({ ...resourceMetrics, scopeMetrics: namedAll(resourceMetrics.scopeMetrics) });
    },
  };
}
