import type { HttpRoute } from '../../contracts/http-route.js';
import type { Observer } from '../../contracts/observer.js';
import type { WatchCall } from '../../contracts/watch-call.js';
import type { LogSink } from '../logging/log-sink.js';

/** What of the server's work others see. */
export interface Telemetry {
  observer: Observer;
  /** Sees every call. */
  watchCall: WatchCall;
  /** Where log lines go beside stderr, and what they are marked with. */
  sink: LogSink;
  /** `/metrics`, where the HTTP server is to have it. */
  routes: readonly HttpRoute[];
  /** Opens the port of its own, where there is to be one. */
  listen(): Promise<void>;
  /** Sends what there still is, but not for long. */
  stop(): Promise<void>;
}
