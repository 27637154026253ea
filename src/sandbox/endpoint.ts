import type { KeptBill } from './kept-bill.js';
import type { KeptConversations } from './kept-conversations.js';
import type { KeptFiles } from './kept-files.js';
import type { KeptResponses } from './kept-responses.js';
import type { KeptTuningJobs } from './kept-tuning-jobs.js';
import type { KeptUploads } from './kept-uploads.js';
import type { KeptStores } from './stores/kept-stores.js';
import type { WireJson } from './wire-json.js';
export type Aimock = typeof import('@copilotkit/aimock');

export interface EndpointRequest {
  /** Parsed JSON, or the fields of a form. */
  body: WireJson;
  /** What follows the first part of the path. */
  rest: string;
  /** What each `*` in the route stands for. */
  ids: readonly string[];
  query: URLSearchParams;
  aimock: Aimock;
  responses: KeptResponses;
  conversations: KeptConversations;
  files: KeptFiles;
  uploads: KeptUploads;
  stores: KeptStores;
  bill: KeptBill;
  tuningJobs: KeptTuningJobs;
}

export type EndpointReply =
  | { json: unknown }
  | { text: string }
  | { bytes: Buffer; contentType: string }
  /** `endMark` is the last line of the stream, as chat completions have it. */
  | { events: Iterable<object> | AsyncIterable<object>; endMark?: string };

export type Endpoint = (request: EndpointRequest) => EndpointReply | Promise<EndpointReply>;

/** Characters of text in one streamed event. */
export const CHUNK = 16;

/** The tier that is billed; the real API reports `fast` as `priority`. */
export const servedTier = (asked: unknown): string => {
  if (asked === 'fast') return 'priority';
  return typeof asked === 'string' && asked !== 'auto' ? asked : 'default';
};
