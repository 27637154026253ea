import type { MakeStep } from './request-step.js';
import { account } from './steps/account.js';
import { admitModel } from './steps/admit-model.js';
import { batches } from './steps/batches.js';
import { cache } from './steps/cache.js';
import { capOutput } from './steps/cap-output.js';
import { clientLimits } from './steps/client-limits.js';
import { dryRun } from './steps/dry-run.js';
import { fitParameters } from './steps/fit-parameters.js';
import { meter } from './steps/meter.js';
import { observe } from './steps/observe.js';
import { ownership } from './steps/ownership.js';
import { pace } from './steps/pace.js';
import { price } from './steps/price.js';
import { record } from './steps/record.js';
import { requireKey } from './steps/require-key.js';
import { reserve } from './steps/reserve.js';
import { resolveModel } from './steps/resolve-model.js';
import { send } from './steps/send.js';

/** What every request of every plugin goes through: sent from top to bottom, ended from bottom to top. */
export const REQUEST_STEPS: readonly MakeStep[] = [
  account,
  requireKey,
  resolveModel,
  ownership,
  admitModel,
  fitParameters,
  capOutput,
  dryRun,
  batches,
  cache,
  observe,
  record,
  clientLimits,
  reserve,
  pace,
  price,
  meter,
  send,
];
