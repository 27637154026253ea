/** What we read off an error of the SDK; by its shape, since its classes may come from another copy. */
export interface ApiError {
  /** undefined: the error came within a stream, or there was no answer at all. */
  status: number | undefined;
  code: string;
  type: string;
  param: string | undefined;
  /** OpenAI's own words, without the status that the SDK puts before them; empty where it sent none. */
  message: string;
  headers: Headers | undefined;
  requestId: string | undefined;
  /** The SDK's name for it, such as `APIConnectionTimeoutError`. */
  name: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function apiErrorOf(error: unknown): ApiError | undefined {
  if (!(error instanceof Error) || !('requestID' in error) || !('status' in error)) return undefined;
  const status = Reflect.get(error, 'status');
  const body: unknown = Reflect.get(error, 'error');
  const headers: unknown = Reflect.get(error, 'headers');
  const facts = typeof body === 'object' && body !== null ? body : {};
  return {
    status: typeof status === 'number' ? status : undefined,
    code: text(Reflect.get(error, 'code')),
    type: text(Reflect.get(error, 'type')),
    param: text(Reflect.get(error, 'param')) || undefined,
    message: text(Reflect.get(facts, 'message')),
    headers: headers instanceof Headers ? headers : undefined,
    requestId: text(Reflect.get(error, 'requestID')) || undefined,
    name: error.constructor.name,
  };
}

/** The error and what caused it, the outermost first. */
export function* causesOf(error: unknown): Generator<unknown> {
  const seen = new Set<unknown>();
  for (
    let each = error;
    each !== undefined && each !== null && !seen.has(each);
    each = each instanceof Error ? each.cause : undefined
  ) {
    seen.add(each);
    yield each;
  }
}
