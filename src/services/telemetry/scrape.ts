import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { type MetricData, MetricReader, type ScopeMetrics } from '@opentelemetry/sdk-metrics';

/** Reads metrics when somebody asks for them. */
class ScrapeReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/**
 * OpenTelemetry's rules for Prometheus add the unit to the name, as collectors do and the exporter does not: so a
 * dashboard reads the same names whichever way they have come.
 */
function named(metric: MetricData): MetricData {
  const { descriptor } = metric;
  const name = descriptor.unit === 's' ? `${descriptor.name}_seconds` : descriptor.name;
  return { ...metric, descriptor: { ...descriptor, name, unit: '' } };
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
      return serializer.serialize({
        ...resourceMetrics,
        scopeMetrics: namedAll(resourceMetrics.scopeMetrics),
      });
    },
  };
}
