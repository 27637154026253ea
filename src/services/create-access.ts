import type { LoadedConfig } from '../config/load-config.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Storage } from '../storage/storage.js';
import type { AccessDesk } from './access/access-desk.js';
import type { Authentication } from './access/authentication.js';
import { ClientAccounts } from './access/client-accounts.js';
import type { ClientLimits } from './access/client-limits.js';
import type { KnownKeys } from './access/known-keys.js';
import { once } from './once.js';

interface AccessDeps {
  storage: () => Promise<Storage>;
  loggerFor(plugin: string): Logger;
  /** Of this process, by whichever config. */
  knownKeys: KnownKeys;
  /** ms since 1970. */
  now: () => number;
}

/** What is known of clients that come in over HTTP; each loaded at its first use. */
export interface AccessServices {
  /** With which keys is asked. */
  accounts: ClientAccounts;
  /** Says what each may do. */
  desk(): Promise<AccessDesk>;
  /** Says who sends a request; undefined where nobody has to say so. */
  authentication(): Promise<Authentication | undefined>;
  /** Keeps them to how much they may ask for. */
  limits(): Promise<ClientLimits>;
  stop(): Promise<void>;
}

export function createAccess(
  { config, clientKeys = new Map(), baseFolder }: LoadedConfig,
  { storage, loggerFor, now, knownKeys }: AccessDeps,
): AccessServices {
  const { server } = config;
  knownKeys.add(clientKeys.values());
  let stop = async () => {};

  const desk = once(async () => {
    const { AccessDesk } = await import('./access/access-desk.js');
    return AccessDesk.open({ server, clientKeys, baseFolder, now });
  });
  return {
    accounts: new ClientAccounts(clientKeys, knownKeys),
    desk,
    authentication: once(async () => {
      if (server.clients.length === 0 && server.oauth === undefined) return undefined;
      const { Authentication } = await import('./access/authentication.js');
      return new Authentication({ server, desk, log: loggerFor('access') });
    }),
    limits: once(async () => {
      const { openLimits } = await import('./access/open-limits.js');
      const opened = openLimits({ storage, log: loggerFor('access'), now });
      stop = opened.stop;
      return opened.limits;
    }),
    stop: () => stop(),
  };
}
