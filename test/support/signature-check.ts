import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';

/** What a store says, and nothing else, to a request that it does not take. */
export interface Refusal {
  status: number;
  word: string;
}

export interface SigningKey {
  accessKey: string;
  secretKey: string;
  region: string;
}

const REFUSED = (word: string, status = 403): Refusal => ({ status, word });
const MOST_SKEW_MS = 15 * 60_000;
/** Ceph refuses requests with a type that is not signed; AWS asks for it in its documentation. */
const MUST_BE_SIGNED = /^(?:host$|content-type$|content-md5$|x-amz-)/;
const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z\d;-]+), ?Signature=([\da-f]{64})$/;

/** Holds a request of S3's against its signature as S3 does, by AWS's own signer: whether it signs what arrived in the same way. */
export async function refusalOf(
  { method = '', url = '', headers }: IncomingMessage,
  { accessKey, secretKey, region }: SigningKey,
  now: number,
): Promise<Refusal | undefined> {
  const form = FORM.exec(headers.authorization ?? '');
  if (form === null) return REFUSED('AccessDenied');
  const [, id, day, signedRegion, names = '', signature] = form;
  const stamp = String(headers['x-amz-date']);
  const at = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const signed = names.split(';');
  const unsigned = Object.keys(headers).filter((name) => MUST_BE_SIGNED.test(name) && !signed.includes(name));

  if (method === 'PUT' && headers['content-length'] === undefined)
    return REFUSED('MissingContentLength', 411);
  if (id !== accessKey) return REFUSED('InvalidAccessKeyId');
  if (signedRegion !== region) return REFUSED('AuthorizationHeaderMalformed', 400);
  if (Number.isNaN(at) || !stamp.startsWith(String(day)) || unsigned.length > 0)
    return REFUSED('AccessDenied');
  if (Math.abs(now - at) > MOST_SKEW_MS) return REFUSED('RequestTimeTooSkewed');
  const { pathname, searchParams } = new URL(url, 'http://store');
  const again = await new SignatureV4({
    ...{ service: 's3', region, uriEscapePath: false, sha256: Sha256 },
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
  }).sign(
    {
      ...{ method, protocol: 'http:', hostname: 'store' },
      path: pathname.split('/').map(encoded).join('/'),
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(signed.map((name) => [name, String(headers[name] ?? '')])),
    },
    { signingDate: new Date(at), signableHeaders: new Set(signed) },
  );
  return again.headers.authorization?.endsWith(`Signature=${signature}`)
    ? undefined
    : REFUSED('SignatureDoesNotMatch');
}

/** A part of a path as S3 writes it when it signs: all but the letters, digits and marks that RFC 3986 leaves free. */
const encoded = (part: string): string =>
  encodeURIComponent(decodeURIComponent(part)).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What the signer wants of a hash. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Buffer);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
