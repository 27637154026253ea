import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { answerJson, rpcRefusal } from './json-answer.js';
import { parseBody, UnfitBody } from './parse-body.js';
import { BodyRoom, readBody } from './request-body.js';

/** So many of the largest bodies are read at once at most. */
const LARGEST_AT_ONCE = 8;
const PARSE_ERROR = -32_700;
const REFUSED = -32_000;

/** Reads JSON-RPC messages, and answers those that it does not take. */
export class MessageReader {
  private readonly room: BodyRoom;
  private readonly mostBytes: number;

  constructor(maxBodyMB: number) {
    this.mostBytes = maxBodyMB * 1024 * 1024;
    this.room = new BodyRoom(LARGEST_AT_ONCE * this.mostBytes);
  }

  /** Undefined where the request has been answered, or its client has gone. */
  async read(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const refuse = (status: number, code: number, message: string, headers = {}) =>
      answerJson(response, status, rpcRefusal(code, message), headers);
    if (!isJsonContentType(request.headers['content-type'] ?? null)) {
      return refuse(415, REFUSED, 'Content-Type must be application/json.');
    }
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      return refuse(415, REFUSED, 'A compressed request is not taken.');
    }
    const body = await readBody(request, this.mostBytes, this.room);
    if (body === 'cut-off') return void response.destroy();
    if (body === 'too-large') {
      const words = `A request may have ${this.mostBytes} bytes at most. Name a file or an address instead.`;
      return refuse(413, REFUSED, words);
    }
    if (body === 'no-room') {
      return refuse(503, REFUSED, 'Too much is being sent at once. Try again later.', { 'retry-after': '2' });
    }
    try {
      return parseBody(body);
    } catch (error) {
      if (!(error instanceof UnfitBody)) throw error;
      return refuse(400, PARSE_ERROR, error.message);
    }
  }
}
