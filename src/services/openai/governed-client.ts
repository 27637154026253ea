import { type APIPromise, OpenAI } from 'openai';
import type { Logger } from '../../plugin-api/logger.js';
import { createGovernedFetch } from './governed-fetch.js';
import { GovernedLines } from './governed-lines.js';
import { createHttpFetch } from './http-fetch.js';
import type { StepServices } from './request-step.js';

// Ours are the real time limits; the longest that a timer can count keeps the SDK's out of the way.
const NO_TIMEOUT = 2_147_483_647;
const NO_KEY = 'none';

type FinalRequest = Parameters<OpenAI['request']>[0];

/** The SDK's client without its retries, which a plugin could otherwise switch on request by request. */
class GovernedOpenAI extends OpenAI {
  override request<Rsp>(options: FinalRequest): APIPromise<Rsp> {
    return super.request(Promise.resolve(options).then((final) => ({ ...final, maxRetries: 0 })));
  }
}

/** The SDK's own log, which would go to stdout. */
const sdkLog = (log: Logger) => {
  const line = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, details?: unknown) =>
    log[level](message, typeof details === 'object' && details !== null ? { details } : undefined);
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
};

export interface GovernedClients {
  clientFor(plugin: string): OpenAI;
  readonly lines: GovernedLines;
  /** Asks with the admin key, and can do so at the endpoints of the organisation alone. */
  organizationFor(plugin: string): OpenAI['admin']['organization'];
  close(): void;
}

/** Imports the SDK, so it is itself imported at the first use only. */
export function createGovernedClients(
  services: Omit<StepServices, 'http' | 'ask'>,
  standIn?: string,
): GovernedClients {
  const { options, provider, log } = services;
  const http = createHttpFetch(options.timeoutSeconds, log, standIn);
  const fetchFor = createGovernedFetch({ ...services, http });
  const isHome = provider.kind === 'openai';
  const client = (plugin: string, keys: { apiKey: string; adminAPIKey: string | null }, isOurs: boolean) =>
    new GovernedOpenAI({
      ...keys,
      baseURL: provider.baseURL,
      // null, not undefined: the SDK would read the environment and tell a stranger whose we are.
      organization: isOurs ? (options.organization ?? null) : null,
      project: isOurs ? (options.project ?? null) : null,
      maxRetries: 0,
      timeout: NO_TIMEOUT,
      logger: sdkLog(log),
      fetch: fetchFor(plugin),
    });
  return {
    lines: new GovernedLines({ ...services, http }),
    clientFor: (plugin) => client(plugin, { apiKey: options.apiKey || NO_KEY, adminAPIKey: null }, isHome),
    // An admin key has an organisation of its own, and no project.
    organizationFor: (plugin) =>
      client(plugin, { apiKey: NO_KEY, adminAPIKey: options.adminKey ?? null }, false).admin.organization,
    close: http.close,
  };
}
