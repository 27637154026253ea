import type { LimitsSection } from '../../config/sections/limits-section.js';
import type { OpenAISection } from '../../config/sections/openai-section.js';
import type { EstimateServices } from '../estimates/estimate.js';
import { accountKey } from './account-key.js';
import { type Clock, systemClock } from './clock.js';
import { Pace } from './pace.js';
import { LocalPaceStore } from './pace-store.js';
import { worstTokens } from './worst-tokens.js';

export interface CreatePaceOptions {
  openai: Readonly<OpenAISection>;
  limits: Readonly<LimitsSection>;
  clock?: Clock | undefined;
}

export function createPace(
  { openai, limits, clock = systemClock }: CreatePaceOptions,
  services: EstimateServices,
): Pace {
  const { provider } = services;
  return new Pace({
    limits,
    account: accountKey(provider.baseURL, openai),
    provider: provider.name,
    store: new LocalPaceStore(() => clock.now()),
    clock,
    tokensOf: (request) => worstTokens(request, services),
  });
}
