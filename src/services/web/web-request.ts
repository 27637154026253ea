import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { ToolError } from '../../plugin-api/tool-error.js';
import { guardFor, modules } from './guarded-agent.js';
import type { CheckedAddress } from './host-rules.js';
import { hostNotAllowed, notFetched } from './web-errors.js';

const SILENCE_SECONDS = 20;
/** No name, cookie or key of anybody goes with it. */
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'openai-mcp-host' };
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;
const UNKNOWN_NAME = /^(ENOTFOUND|ENODATA|EAI_)/;

/** The head of an answer, from a host that may be asked. {@link failureOf} says what errors of its body mean. */
export async function ask(
  address: CheckedAddress,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const guard = await guardFor(address, lookup);
  const { http, https } = modules();
  const { request } = address.url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const options = { ...guard, headers: HEADERS, timeout: SILENCE_SECONDS * 1000 };
    const asking = request(address.url, options, (message) => {
      answer = message;
      // Read by nobody yet; whoever reads it meets the error.
      message.on('error', () => {});
      resolve(message);
    });
    const end = (failure: Error) => (answer ?? asking).destroy(failure);
    const cancel = () => end(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    asking.on('close', () => signal.removeEventListener('abort', cancel));
    asking.on('timeout', () => end(notFetched(`its server said nothing for ${SILENCE_SECONDS} s`)));
    asking.on('error', (error) => reject(failureOf(error, signal)));
    asking.end();
  });
}

/** What the caller hears of an error on the way. An error without a code is a refusal of request-filtering-agent. */
export function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (ToolError.is(error)) return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (typeof code !== 'string' || UNKNOWN_NAME.test(code)) return hostNotAllowed();
  if (CERTIFICATE.test(code)) return notFetched(`its certificate is not trusted (${code})`, error);
  return notFetched(`the transfer failed (${code})`, error);
}
