import type { LimitsSection } from '../../config/sections/limits-section.js';
import type { OpenAISection } from '../../config/sections/openai-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Storage } from '../../storage/storage.js';
import type { OpenAIProvider } from '../openai/openai-provider.js';
import { accountKey } from './account-key.js';
import { AccountPaces } from './account-paces.js';
import { type Clock, systemClock } from './clock.js';
import { Pace } from './pace.js';
import { LocalPaceStore } from './pace-store.js';
import { SharedPaceStore } from './shared-pace-store.js';
import { worstTokens } from './worst-tokens.js';

export interface CreatePaceOptions {
  openai: Readonly<OpenAISection>;
  provider: OpenAIProvider;
  limits: Readonly<LimitsSection>;
  storage: () => Promise<Storage>;
  log: Logger;
  clock?: Clock | undefined;
}

export function createPace({
  openai,
  provider,
  limits,
  storage,
  log,
  clock = systemClock,
}: CreatePaceOptions): AccountPaces {
  const now = () => clock.now();
  const rows = async () => {
    const { openPaceRows } = await import('../../storage/pace-rows.js');
    return openPaceRows(await storage(), now);
  };
  const store = new SharedPaceStore(rows, new LocalPaceStore(now), { now, log });
  return new AccountPaces(
    (apiKey) =>
      new Pace({
        limits,
        account: accountKey(provider.baseURL, apiKey === undefined ? openai : { apiKey }),
        provider: provider.name,
        store,
        clock,
        tokensOf: worstTokens,
      }),
  );
}
