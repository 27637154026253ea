import { LightStream } from './light-stream.js';

interface ResponseParts {
  status?: number;
  statusText?: string;
  headers?: Record<string, string> | Headers;
}

/**
 * Stands in the build for Node's own `Response` in the SDK, which takes a tenth of a call to be made and read again: it keeps what it was
 * made of, for {@link sendResponse}.
 */
export class LightResponse {
  readonly status: number;
  private whole: Headers | undefined;

  /** @param content text, or a stream; null where there is none. */
  constructor(
    readonly content: string | LightStream | ReadableStream | null = null,
    private readonly parts: ResponseParts = {},
  ) {
    this.status = parts.status ?? 200;
  }

  static json(value: unknown, parts: ResponseParts = {}): LightResponse {
    const { headers } = parts;
    const typed = { ...parts, headers: { 'Content-Type': 'application/json', ...headers } };
    return new LightResponse(JSON.stringify(value), typed);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return this.parts.statusText ?? '';
  }

  get headers(): Headers {
    this.whole ??= new Headers(this.parts.headers);
    return this.whole;
  }

  /** What node:http is told. */
  get plainHeaders(): Record<string, string> {
    const { headers = {} } = this.parts;
    return this.whole === undefined && !(headers instanceof Headers)
      ? headers
      : Object.fromEntries(this.headers);
  }

  get body(): LightStream | ReadableStream | null {
    return typeof this.content === 'string' ? new Response(this.content).body : this.content;
  }

  async text(): Promise<string> {
    if (typeof this.content === 'string') return this.content;
    const reader = this.content?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
      text += decoder.decode(read.value, { stream: true });
    return text + decoder.decode();
  }
}
