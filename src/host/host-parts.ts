import type { HttpFace } from '../contracts/http-face.js';
import type { Observer } from '../contracts/observer.js';
import type { ResourceChanges } from '../contracts/resource-changes.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { LongCallsParts } from './background/long-calls.js';
import type { Served } from './compose-served.js';
import type { OfferCalls } from './offers/offer-calls.js';

/** What a host is made of, and what is replaced as a whole when its config changes; `buildParts` puts it together. */
export interface HostParts {
  name: string;
  version: string;
  served: Served;
  /** Calls for what is served beside tools. */
  offerCalls: OfferCalls;
  /** Sees every call of a tool. */
  watchCall: WatchCall;
  /** Sees what clients ask for; absent where nobody watches. */
  observer?: Observer | undefined;
  /** What plugins tell of their resources. */
  resourceChanges: ResourceChanges;
  /** What calls that go on without their clients need. */
  longCalls: LongCallsParts;
  /** Whether what is served may be replaced while it is served: with the config, or with every edit of a plugin. */
  changes: 'never' | 'with-config' | 'with-edits';
  /** Whether the host has things of its own to {@link Host.notify} clients of. */
  notifies?: boolean;
  http: HttpFace;
  /** Looks after what is there already; not before those before them have let go of it. */
  begin(): void;
  /** Other parts are there now: it begins nothing more, and what has begun goes on. */
  yieldServices(): Promise<void>;
  stopServices(): Promise<void>;
}

/** Stops a set of parts; `served` may have been replaced since they were made. */
export async function stopParts(parts: HostParts, { runtimes }: Served): Promise<void> {
  await stopAll(runtimes);
  await parts.stopServices();
}

/** Last started, first stopped. */
export async function stopAll(runtimes: Served['runtimes']): Promise<void> {
  for (const runtime of runtimes.toReversed()) await runtime.stop();
}
