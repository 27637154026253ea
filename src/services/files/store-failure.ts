import { ObjectStoreError } from './object-store-error.js';

/** By the word that S3 has for it. */
const REASONS: Record<string, string> = {
  SignatureDoesNotMatch:
    'files.store.secretKey is not the one of this access key, or files.store.region is another',
  InvalidAccessKeyId: 'it does not know files.store.accessKey',
  AuthorizationHeaderMalformed: 'files.store.region is not its region',
  RequestTimeTooSkewed: "this machine's clock and its own are too far apart; set the clock",
  AccessDenied: 'the key may not do this with these objects',
  NoSuchBucket: 'there is no bucket files.store.bucket',
  EntityTooLarge: 'the file is larger than it takes',
  QuotaExceeded: 'its quota is used up',
  XMinioStorageFull: 'its disk is full',
};

/** HTTP's, where it did answer. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = (error as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' && status > 0 ? status : undefined;
}

/** The system's, of this machine's disk or network. */
export function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return String(code ?? cause?.code ?? '');
}

/** S3's word for a refusal, such as NoSuchBucket. */
export function wordOf(error: unknown): string | undefined {
  const { serviceCode, body } = error as { serviceCode?: unknown; body?: unknown };
  const word = serviceCode === 'Unknown' ? undefined : serviceCode;
  // Some stores send it as another kind of XML than s3mini reads.
  const said = word ?? (typeof body === 'string' ? body.match(/<Code>([^<]*)</)?.[1] : undefined);
  return typeof said === 'string' && /^\w{1,60}$/.test(said) ? said : undefined;
}

/** Without the store's own sentences, which may name keys. */
export function failureOf(error: unknown): unknown {
  if (error instanceof ObjectStoreError) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  if (status === undefined) {
    if (/^E(NOSPC|DQUOT|ROFS|ACCES|PERM)$/.test(code)) return error;
    const what = /^\w{1,60}$/.test(code) ? code : (error as Error).name;
    return new ObjectStoreError(`The object store can't be reached, or breaks off (${what}).`, {
      cause: error,
    });
  }
  const word = wordOf(error);
  const reason = word === undefined ? undefined : REASONS[word];
  const answer = [`HTTP ${status}`, ...(word === undefined ? [] : [word])].join(', ');
  return new ObjectStoreError(
    `The object store answers ${answer}${reason === undefined ? '' : `: ${reason}`}.`,
    { cause: error },
  );
}
