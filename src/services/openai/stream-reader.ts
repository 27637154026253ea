type Json = Record<string, unknown>;

/** How a stream of one endpoint ends. */
interface Ending {
  /** Marks the event after which nothing of worth comes. */
  last: RegExp;
  /** Marks the end of one of several answers in one stream, each with its own usage. */
  each?: RegExp;
  /** Marks, where that one may be missing, that the answer is whole. */
  whole?: RegExp;
}

const RESPONSES: Ending = { last: /"type":\s*"(response\.(completed|incomplete|failed|cancelled)|error)"/ };
const ENDINGS: readonly [endpoint: RegExp, ending: Ending][] = [
  [/^\/(chat\/)?completions$/, { last: /^\[DONE\]$/, whole: /"finish_reason":\s*"|"error":\s*\{/ }],
  [/^\/responses(\/[^/]+)?$/, RESPONSES],
  [/^\/images\//, { last: /"type":\s*"error"/, each: /"type":\s*"image_(generation|edit)\.completed"/ }],
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
  private ended = 0;
  private readonly decoder = new TextDecoder();
  private readonly ending: Ending | undefined;
  private pending: string[] = [];

  /** @param answers how many there are to be in the stream. */
  constructor(
    endpoint: string,
    private readonly answers = 1,
  ) {
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
    if (this.ending.each?.test(data)) this.ended += 1;
    if (this.ended > 0) this.isWhole = true;
    if (this.ending.last.test(data) || this.ended >= this.answers) this.isLast = true;
    else if (this.ending.whole?.test(data)) this.isWhole = true;
  }

  private usage(data: string): void {
    try {
      const event = JSON.parse(data) as Json;
      const response = event.response;
      const found = typeof response === 'object' && response !== null ? (response as Json) : event;
      const before = this.ending?.each === undefined ? undefined : this.found?.usage;
      this.found = before === undefined ? found : { ...found, usage: added(before, found.usage) };
    } catch {
      // Malformed: whoever reads the stream meets it too, and says so.
    }
  }
}

/** The sum of two reports of usage, number by number. */
function added(one: unknown, other: unknown): unknown {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return other ?? one;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => [name, added(Reflect.get(one, name), Reflect.get(other, name))]),
  );
}
