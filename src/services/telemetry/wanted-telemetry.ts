import type { TelemetrySection } from '../../config/sections/telemetry-section.js';

export type Signal = TelemetrySection['signals'][number];

/** What is to be made of telemetry. */
export interface WantedTelemetry {
  /** What is sent to a collector. */
  sent: readonly Signal[];
  /** Whether somebody may read the metrics here. */
  isRead: boolean;
}

const said = (env: NodeJS.ProcessEnv, name: string): string => env[name]?.trim() ?? '';

/** Where a signal goes by OpenTelemetry's own variables; they hold over the config. */
export const endpointOf = (signal: Signal, env: NodeJS.ProcessEnv): string =>
  said(env, `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`) ||
  said(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');

/** What the config and OpenTelemetry's variables want; undefined: nothing, so that nothing of it need be loaded. */
export function wantedTelemetry(
  { endpoint, signals, metrics, metricsPort }: Readonly<TelemetrySection>,
  env: NodeJS.ProcessEnv,
): WantedTelemetry | undefined {
  if (said(env, 'OTEL_SDK_DISABLED').toLowerCase() === 'true') return undefined;
  const sent = signals.filter(
    (signal) =>
      (endpoint !== undefined || endpointOf(signal, env) !== '') &&
      said(env, `OTEL_${signal.toUpperCase()}_EXPORTER`) !== 'none',
  );
  const isRead = metrics !== 'nobody' || metricsPort !== undefined;
  return sent.length > 0 || isRead ? { sent, isRead } : undefined;
}
