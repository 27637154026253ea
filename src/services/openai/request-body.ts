import { encodeForm } from './form-encoding.js';

/** The body of a request, with its top-level fields readable and replaceable where it has such. */
export interface RequestBody {
  get(field: string): unknown;
  set(field: string, value: unknown): void;
  delete(field: string): void;
  /** The parsed JSON; undefined for any other kind of body. */
  readonly json: Record<string, unknown> | undefined;
  /** The form, files included; undefined for any other kind of body. */
  readonly form?: FormData;
  /** What it says, for the record: the JSON, a form's fields with its files by name, a text; undefined: nothing. */
  readonly content: unknown;
  /** Whether it can be sent a second time. */
  readonly isRepeatable: boolean;
  /** What goes over the wire. Made anew for each try. */
  encode(): EncodedBody;
}

type BodyInit = ConstructorParameters<typeof Response>[0];

export type EncodedBody =
  | { text: string }
  | {
      stream: AsyncIterable<Uint8Array>;
      contentType: string | null;
      /** Bytes, where that is known. */
      length?: number;
    }
  | undefined;

class JsonBody implements RequestBody {
  readonly isRepeatable = true;
  private changed = false;

  constructor(
    readonly json: Record<string, unknown>,
    private readonly text: string,
  ) {}

  get content(): unknown {
    return this.json;
  }

  get(field: string): unknown {
    return this.json[field];
  }

  set(field: string, value: unknown): void {
    this.json[field] = value;
    this.changed = true;
  }

  delete(field: string): void {
    delete this.json[field];
    this.changed = true;
  }

  encode(): EncodedBody {
    return { text: this.changed ? JSON.stringify(this.json) : this.text };
  }
}

class FormBody implements RequestBody {
  readonly json = undefined;
  readonly isRepeatable = true;

  constructor(readonly form: FormData) {}

  get content(): unknown {
    return [...this.form].map(([field, value]) =>
      typeof value === 'string'
        ? [field, value]
        : [field, { name: value.name, type: value.type, bytes: value.size }],
    );
  }

  get(field: string): unknown {
    return this.form.get(field);
  }

  set(field: string, value: unknown): void {
    this.form.set(field, String(value));
  }

  delete(field: string): void {
    this.form.delete(field);
  }

  encode(): EncodedBody {
    return encodeForm(this.form);
  }
}

class OpaqueBody implements RequestBody {
  readonly json = undefined;
  readonly isRepeatable: boolean;

  constructor(private readonly body: BodyInit) {
    this.isRepeatable = !(body instanceof ReadableStream);
  }

  get content(): string | undefined {
    return typeof this.body === 'string' ? this.body : undefined;
  }

  get(): undefined {}
  set(): void {}
  delete(): void {}

  encode(): EncodedBody {
    if (this.body === null || this.body === undefined) return undefined;
    return typeof this.body === 'string' ? { text: this.body } : streamed(this.body);
  }
}

function streamed(body: BodyInit): EncodedBody {
  const encoded = new Response(body);
  return {
    stream: encoded.body as ReadableStream<Uint8Array>,
    contentType: encoded.headers.get('content-type'),
    ...(body instanceof Blob ? { length: body.size } : {}),
    ...(ArrayBuffer.isView(body) || body instanceof ArrayBuffer ? { length: body.byteLength } : {}),
  };
}

/** Reads the body that the SDK made; JSON is parsed once, here. */
export function readBody(body: BodyInit, contentType: string | undefined): RequestBody {
  if (body instanceof FormData) return new FormBody(body);
  if (typeof body === 'string' && contentType?.includes('json')) {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return new JsonBody(parsed as Record<string, unknown>, body);
  }
  return new OpaqueBody(body);
}
