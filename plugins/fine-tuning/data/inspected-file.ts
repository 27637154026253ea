import type { Tokens } from 'openai-mcp-host/plugin';
import { checkExample, type Method } from './check-example.js';
import { answerHash, type ExampleParts, isRecord, type Json } from './example-parts.js';
import { Faults } from './faults.js';
import { type JsonLine, jsonLines } from './json-lines.js';
import { SeenExamples } from './seen-examples.js';

/** What a message and an example take beside their text, as OpenAI's guide counts. */
const TOKENS_A_MESSAGE = 4;
const TOKENS_AN_EXAMPLE = 3;
/** Of a picture at high detail. */
const TOKENS_AN_IMAGE = 765;
/** Counted together. */
const EXAMPLES_A_COUNT = 64;
const MOST_ANSWERS = 50_000;

export interface InspectOptions {
  method: Method;
  /** Fields that a grader refers to. */
  fields: readonly string[];
  /** Tokens of an example that are trained on at most. */
  limit: number;
  tokens: Tokens;
  /** Where this file is the validation of another. */
  training?: InspectedFile;
  signal: AbortSignal;
  /** Called now and then with the bytes that were read. */
  progress(bytes: number): void;
}

/** A file of examples, read once and forgotten line by line. */
export class InspectedFile {
  readonly faults = new Faults();
  readonly seen = new SeenExamples();
  examples = 0;
  tokens = 0;
  images = 0;
  longest = 0;
  overLimit = 0;
  withSystem = 0;
  preferredLonger = 0;
  /** How often each answer comes, as far as they are few enough to count. */
  readonly answers = new Map<number, number>();
  private returns = 0;
  private waiting: { line: number; parts: ExampleParts }[] = [];

  static async of(pieces: AsyncIterable<Uint8Array>, options: InspectOptions): Promise<InspectedFile> {
    const file = new InspectedFile();
    for await (const line of jsonLines(pieces)) {
      options.signal.throwIfAborted();
      file.readLine(line, options);
      if (file.waiting.length >= EXAMPLES_A_COUNT) {
        await file.count(options);
        options.progress(line.end);
      }
    }
    await file.count(options);
    if (file.returns > 0)
      file.faults.warn(
        'crlf',
        `${file.returns} lines end as on Windows (CRLF). OpenAI takes that.`,
        'Save it with LF if other tools are to read it.',
      );
    return file;
  }

  private readLine(line: JsonLine, options: InspectOptions): void {
    if (line.hasReturn) this.returns += 1;
    if (line.hasBom)
      this.faults
        .at(1)
        .error('bom', 'The file begins with a byte order mark.', 'Save it as UTF-8 without BOM.');
    const example = this.exampleOf(line);
    if (example === undefined) return;
    this.examples += 1;
    this.seen.look(example, line.number, this.faults, options.training?.seen);
    const parts = checkExample(example, options, this.faults.at(line.number));
    if (parts !== undefined) this.waiting.push({ line: line.number, parts });
  }

  private exampleOf({ number, text, trouble }: JsonLine): Json | undefined {
    const report = this.faults.at(number);
    if (trouble !== undefined || text === undefined) {
      const [message, fix] = TROUBLES[trouble ?? 'invalid-utf8'];
      report.error(trouble ?? 'invalid-utf8', message, fix);
      return undefined;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const isSpread = /^\s*[[{\]}],?\s*$/.test(text);
      report.error(
        'json-invalid',
        isSpread
          ? 'It is a part of JSON that goes over several lines.'
          : `It is no JSON: ${reasonOf(error, text.length)}.`,
        isSpread
          ? 'Write JSONL: each example on one line, without brackets and commas around.'
          : 'Mend the JSON of this line.',
      );
      return undefined;
    }
    if (isRecord(value)) return value;
    report.error('json-invalid', 'It is no JSON object.', 'Write each example as {…} on a line of its own.');
    return undefined;
  }

  private async count({ tokens, limit }: InspectOptions): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    const counts = await tokens.count(waiting.map(({ parts }) => parts.text));
    for (const [at, { line, parts }] of waiting.entries()) this.enter(line, parts, counts[at] ?? 0, limit);
  }

  private enter(line: number, parts: ExampleParts, counted: number, limit: number): void {
    const { messages, images, answer, hasSystem, preference } = parts;
    const tokens = counted + messages * TOKENS_A_MESSAGE + images * TOKENS_AN_IMAGE + TOKENS_AN_EXAMPLE;
    this.tokens += tokens;
    this.images += images;
    this.longest = Math.max(this.longest, tokens);
    if (hasSystem) this.withSystem += 1;
    if (preference !== undefined && preference.preferred > preference.other) this.preferredLonger += 1;
    const key = answerHash(answer);
    if (this.answers.has(key) || this.answers.size < MOST_ANSWERS)
      this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
    // Both answers of a preference are trained on with the prompt, each by itself.
    if ((preference === undefined ? tokens : tokens / 2) <= limit) return;
    this.overLimit += 1;
    this.faults
      .at(line)
      .warn(
        'too-long',
        `It has about ${tokens} tokens; of more than ${limit} OpenAI cuts off the end, where the answer is.`,
        'Shorten it, or make two examples of it.',
      );
  }
}

const TROUBLES: Record<NonNullable<JsonLine['trouble']>, [message: string, fix: string]> = {
  'invalid-utf8': ['It is not UTF-8.', 'Save the file as UTF-8.'],
  utf16: ['The file is UTF-16.', 'Save it as UTF-8 without BOM.'],
  'line-too-long': ['It is longer than 24 MB.', 'Leave pictures out, or name them by their address.'],
};

/** The parser's words without what it quotes of the line. */
const reasonOf = (error: unknown, length: number): string => {
  const words = error instanceof Error ? error.message : '';
  const place = /at position (\d+)/.exec(words)?.[1];
  const isCut = /end of JSON|Unterminated/.test(words) || Number(place) >= length;
  if (isCut) return `it breaks off after ${length} characters`;
  return place === undefined ? 'it is malformed' : `it is malformed at character ${Number(place) + 1}`;
};
