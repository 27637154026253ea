type Json = Record<string, unknown>;

/** How a stream of one endpoint ends. */
interface Ending {
  /** Marks the event after which nothing of worth comes. */
  last: RegExp;
  /** Marks, where that one may be missing, that the answer is whole. */
  whole?: RegExp;
}

const RESPONSES: Ending = { last: /"type":\s*"(response\.(completed|incomplete|failed|cancelled)|error)"/ };
const ENDINGS: readonly [endpoint: RegExp, ending: Ending][] = [
  [/^\/(chat\/)?completions$/, { last: /^\[DONE\]$/, whole: /"finish_reason":\s*"|"error":\s*\{/ }],
  [/^\/responses(\/[^/]+)?$/, RESPONSES],
  [/^\/images\//, { last: /"type":\s*"(image_(generation|edit)\.completed|error)"/ }],
  [/^\/audio\//, { last: /"type":\s*"(transcript\.text\.done|speech\.audio\.done|error)"/ }],
];

// In every chunk of a chat stream stands `"usage":null`; only the last one is worth parsing.
const USAGE = /"usage":\s*\{/;
const AT_LIMIT = /"finish_reason":\s*"length"/;

/** Reads along with a stream of server-sent events, to find its usage and its end. */
export class StreamReader {
  /** The event that carries the usage: the response of a Responses stream, else the event itself. */
  found: Json | undefined;
  /** Whether the last event of worth has come. */
  isLast = false;
  /** Whether a choice of a Chat Completions stream ended at the limit of its length. */
  stoppedAtLimit = false;
  private isWhole = false;
  private readonly decoder = new TextDecoder();
  private readonly ending: Ending | undefined;
  private pending: string[] = [];

  constructor(endpoint: string) {
    this.ending = ENDINGS.find(([pattern]) => pattern.test(endpoint))?.[1];
  }

  /** Whether nothing is missing. Of an endpoint that we don't know, anything is taken for whole. */
  get isComplete(): boolean {
    return this.ending === undefined || this.isLast || this.isWhole;
  }

  read(chunk: Uint8Array): void {
    const lines = this.decoder.decode(chunk, { stream: true }).split(/\r\n|\n|\r/);
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      this.pending.push(line);
      this.line(this.pending.join(''));
      this.pending = [];
    }
    if (rest !== '') this.pending.push(rest);
  }

  private line(line: string): void {
    if (!line.startsWith('data:')) return;
    const data = line.slice(5).trimStart();
    if (USAGE.test(data)) this.usage(data);
    if (AT_LIMIT.test(data)) this.stoppedAtLimit = true;
    if (this.ending === undefined) return;
    if (this.ending.last.test(data)) this.isLast = true;
    else if (this.ending.whole?.test(data)) this.isWhole = true;
  }

  private usage(data: string): void {
    try {
      const event = JSON.parse(data) as Json;
      const response = event.response;
      this.found = typeof response === 'object' && response !== null ? (response as Json) : event;
    } catch {
      // Malformed: whoever reads the stream meets it too, and says so.
    }
  }
}
