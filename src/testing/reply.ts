import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What comes back over HTTP for one request. */
export interface Reply {
  /** HTTP status. Default: 200. */
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** Sent as they are, as `application/octet-stream` where `headers` say nothing else. */
  bytes?: Uint8Array;
  /** Events: an object is sent as JSON, under its `type` as the event's name; a string is sent raw. */
  sse?: unknown[];
  /** Milliseconds to pause before every event, or before the only body. */
  gapMs?: number;
  /** Read the request and never answer; with `sse`, send the events and leave the stream open. */
  hang?: boolean;
  /** Send this much of the body, then reset the connection. */
  resetAfterBytes?: number;
  /** Send this many events, then end the stream as if it were complete. */
  cutAfterEvents?: number;
}

export async function sendReply(reply: Reply, response: ServerResponse): Promise<void> {
  if (reply.hang && !reply.sse) return;
  const kind = kindOf(reply);
  const parts = reply.sse
    ? reply.sse.slice(0, reply.cutAfterEvents).map(frame)
    : [reply.bytes ?? (reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json))];
  let left = reply.resetAfterBytes ?? Number.POSITIVE_INFINITY;
  const head = { 'content-type': kind, 'x-request-id': 'req_fake', ...reply.headers };
  if (reply.gapMs && !reply.sse) await wait(reply.gapMs);
  response.writeHead(reply.status ?? 200, head).flushHeaders();
  for (const part of parts) {
    if (reply.gapMs && reply.sse) await wait(reply.gapMs);
    if (response.destroyed) return;
    const bytes = Buffer.from(part).subarray(0, left);
    left -= bytes.length;
    await new Promise((sent) => response.write(bytes, sent));
    if (left <= 0) break;
  }
  if (reply.resetAfterBytes !== undefined) response.socket?.resetAndDestroy();
  else if (!reply.hang) response.end();
}

function kindOf({ sse, bytes, json }: Reply): string {
  if (sse) return 'text/event-stream';
  if (bytes) return 'application/octet-stream';
  return json === undefined ? 'text/plain' : 'application/json';
}

function frame(event: unknown): string {
  if (typeof event === 'string') return event;
  const type = (event as { type?: unknown }).type;
  return `${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
}
