import type { LoadedConfig } from '../../config/load-config.js';
import { createLogger, isHuman } from '../logging/create-logger.js';
import type { Telemetry } from './telemetry.js';
import { wantedTelemetry } from './wanted-telemetry.js';

/**
 * Telemetry, where the config or the variables of OpenTelemetry want it; nothing of it is loaded elsewhere. Where its
 * packages are missing the server does without, and says so.
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
  try {
    const { createTelemetry } = await import('./create-telemetry.js');
    return await createTelemetry(config, wanted, { log, env });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const [missing = 'a package of @opentelemetry'] = /@opentelemetry\/[\w-]+/.exec(String(error)) ?? [];
    log.warn(`There is no telemetry, because ${missing} is missing. Install it beside openai-mcp-host.`);
    return undefined;
  }
}
