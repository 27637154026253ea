import type { LoadedConfig } from '../../config/load-config.js';
import { createLogger, isHuman } from '../logging/create-logger.js';
import type { Telemetry } from './telemetry.js';
import { wantedTelemetry } from './wanted-telemetry.js';

/**
 * Telemetry, where the config or the variables of OpenTelemetry want it; nothing of it is loaded elsewhere.
 */
export async function openTelemetry(
  { config }: LoadedConfig,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Telemetry | undefined> {
  const wanted = wantedTelemetry(config.telemetry, env);
  if (wanted === undefined) return undefined;
  // What fails on the way to a collector is not sent there.
  const log = createLogger({ level: config.logLevel, human: isHuman(config.logFormat) }).loggerFor(
    'telemetry',
  );
  const { createTelemetry } = await import('./create-telemetry.js');
  return createTelemetry(config, wanted, { log, env });
}
