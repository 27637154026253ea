import { AsyncLocalStorage } from 'node:async_hooks';
import type { RunningCall } from './running-call.js';

/** The call on whose behalf the current code runs: how a request knows its call although tools are shared by calls. */
export const currentCall = new AsyncLocalStorage<RunningCall>();
