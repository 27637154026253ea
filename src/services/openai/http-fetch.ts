import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Logger } from '../../plugin-api/logger.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { createAgents } from './http-agents.js';
import { decoded } from './http-encoding.js';
import { LiveBody } from './live-body.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { EncodedBody } from './request-body.js';
import { connectionFailure, connectTimeout, silence, uploadFailure } from './transport-failure.js';

const CONNECT_SECONDS = 15;

/** An answer whose head has come. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Its bytes; fails with a ToolError. */
  body: Buffer | AsyncIterable<Uint8Array>;
  /** Drops the connection. */
  abort(): void;
}

/** One request over node:http, with keep-alive, real time limits and no redirects: docs/decisions/0002. */
export interface HttpFetch {
  send(request: OutgoingRequest): Promise<HttpReply>;
  close(): void;
}

/** @param standIn base URL of what is asked in the API's place. */
export function createHttpFetch(timeoutSeconds: number, log: Logger, standIn?: string): HttpFetch {
  const agents = createAgents(log, standIn === undefined ? process.env : {});
  const modules = {
    http: process.getBuiltinModule('node:http'),
    https: process.getBuiltinModule('node:https'),
  };

  const addressOf = ({ url, endpoint }: OutgoingRequest): URL =>
    standIn === undefined ? url : new URL(standIn + endpoint + url.search);

  function open(request: OutgoingRequest, body: EncodedBody): ClientRequest {
    const address = addressOf(request);
    const scheme = address.protocol === 'https:' ? 'https' : 'http';
    const options = { method: request.method, headers: headersFor(request, body), agent: agents[scheme] };
    // Silence in both directions; a long upload or a trickling answer is none.
    return modules[scheme].request(address, { ...options, timeout: timeoutSeconds * 1000 });
  }

  const send = (request: OutgoingRequest): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      if (request.signal.aborted) return reject(request.abortReason);
      const { host } = request.url;
      const { protocol } = addressOf(request);
      const body = request.body.encode();
      const outgoing = open(request, body);
      let incoming: IncomingMessage | undefined;
      let connected = false;

      const fail = (failure: Error) => (incoming ?? outgoing).destroy(failure);
      const connecting = setTimeout(
        () => fail(connectTimeout(host, CONNECT_SECONDS)),
        CONNECT_SECONDS * 1000,
      );
      const isConnected = () => {
        connected = true;
        clearTimeout(connecting);
      };
      const cancel = () => fail(request.abortReason);
      const settle = () => {
        clearTimeout(connecting);
        request.signal.removeEventListener('abort', cancel);
      };
      const failureOf = (error: unknown): Error =>
        request.signal.aborted
          ? request.abortReason
          : ToolError.is(error)
            ? error
            : connectionFailure(error, host, connected, request.isBilled);

      request.signal.addEventListener('abort', cancel, { once: true });
      outgoing.once('socket', (socket: Socket) => {
        if (socket.connecting) socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', isConnected);
        else isConnected();
      });
      outgoing.on('timeout', () =>
        fail(
          connected ? silence(host, timeoutSeconds, request.isBilled) : connectTimeout(host, timeoutSeconds),
        ),
      );
      outgoing.on('error', (error) => {
        settle();
        reject(failureOf(error));
      });
      outgoing.once('response', (message) => {
        incoming = message;
        isConnected();
        message.once('close', settle);
        // Read by nobody yet; whoever reads it meets the error.
        message.on('error', () => {});
        resolve({
          status: message.statusCode ?? 0,
          headers: plainHeaders(message),
          body: new LiveBody(decoded(message), failureOf),
          abort: () => message.destroy(),
        });
      });
      write(outgoing, body);
    });

  return {
    send,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function headersFor({ headers }: OutgoingRequest, body: EncodedBody): Record<string, string | number> {
  const sent: Record<string, string | number> = { ...headers, 'accept-encoding': 'identity' };
  delete sent['content-length'];
  if (body === undefined) return sent;
  if ('text' in body) return { ...sent, 'content-length': Buffer.byteLength(body.text) };
  if (body.length !== undefined) sent['content-length'] = body.length;
  return body.contentType === null ? sent : { ...sent, 'content-type': body.contentType };
}

function write(outgoing: ClientRequest, body: EncodedBody): void {
  if (body === undefined) outgoing.end();
  else if ('text' in body) outgoing.end(body.text);
  else {
    const source = Readable.from(body.stream, { objectMode: false });
    source.on('error', (error) => outgoing.destroy(uploadFailure(error)));
    outgoing.on('close', () => source.destroy());
    source.pipe(outgoing);
  }
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) plain[name] = String(headers[name]);
  return plain;
}
