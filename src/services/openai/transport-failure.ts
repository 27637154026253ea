import { ToolError } from '../../plugin-api/tool-error.js';

/** A request that got no whole answer. */
export class TransportFailure extends ToolError {
  constructor(
    code: 'UPSTREAM_UNREACHABLE' | 'UPSTREAM_TIMEOUT' | 'UPSTREAM_CONNECTION_LOST',
    message: string,
    hint: string,
    /** False where it is certain that the request never left. */
    readonly sent: boolean,
    /** Whether another try can help. */
    readonly isPassing: boolean,
    cause: unknown,
    /** Billed although nothing came back? Where that may be, the message says so. */
    mayBeBilled = false,
  ) {
    super(
      code,
      mayBeBilled ? `${message} It was not sent again, because it may have been billed.` : message,
      hint,
      { cause },
    );
  }
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_NODATA',
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (error instanceof AggregateError && code === undefined) return codeOf(error.errors[0]);
  return typeof code === 'string' ? code : '';
};

/** An error of a connection, in words. `billed`: whether OpenAI charges for the request. */
export function connectionFailure(
  error: unknown,
  host: string,
  connected: boolean,
  billed: boolean,
): TransportFailure {
  const code = codeOf(error);
  if (!connected || NEVER_SENT.has(code)) {
    const isPassing = !CERTIFICATE.test(code);
    const message = isPassing
      ? `No connection to ${host} (${code || 'unknown reason'}).`
      : `${host} shows a certificate that is not trusted (${code}).`;
    const hint = isPassing
      ? 'Check the network, the proxy (HTTPS_PROXY) and openai.baseURL.'
      : 'Add the authority to NODE_EXTRA_CA_CERTS.';
    return new TransportFailure('UPSTREAM_UNREACHABLE', message, hint, false, isPassing, error);
  }
  const message = `The connection to ${host} broke before the whole answer had come.`;
  return new TransportFailure('UPSTREAM_CONNECTION_LOST', message, 'Try again.', true, true, error, billed);
}

export const connectTimeout = (host: string, seconds: number): TransportFailure =>
  new TransportFailure(
    'UPSTREAM_UNREACHABLE',
    `No connection to ${host} within ${seconds} s.`,
    'Check the network, the proxy (HTTPS_PROXY) and openai.baseURL.',
    false,
    true,
    undefined,
  );

export const silence = (host: string, seconds: number, billed: boolean): TransportFailure =>
  new TransportFailure(
    'UPSTREAM_TIMEOUT',
    `${host} sent nothing for ${seconds} s.`,
    'Ask for less at once, or raise openai.timeoutSeconds.',
    true,
    true,
    undefined,
    billed,
  );

/** A file that can't be read any more while it is sent. */
export const uploadFailure = (cause: Error): Error =>
  cause.name === 'NotReadableError'
    ? new ToolError(
        'FILE_UNREADABLE',
        "The file can't be read: it changed, or was closed, while it was sent.",
        'Call again when nobody writes to it.',
        { cause },
      )
    : cause;
