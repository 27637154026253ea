import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestRecord } from './request-record.js';

/** Gathers the requests of one part of a call as they end: what this part alone has used. */
export const requestScope = new AsyncLocalStorage<RequestRecord[]>();
