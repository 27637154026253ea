import { Service, TextGeneration, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from '../audio.settings.js';
import { codeOf } from '../failure-code.js';
import { sideBySide } from '../side-by-side.js';
import { speechParts } from '../speech/speech-parts.js';
import type { Segment, Transcript } from '../transcript/transcript.js';

/** Lines in one request: enough for their sense, few enough to be counted right. */
const LINES = 40;

/** Puts a transcript into another language, its times as they are. */
@Service()
export class TextTranslation {
  constructor(
    private readonly generation: TextGeneration,
    private readonly settings: AudioSettings,
  ) {}

  /** What can't be translated stays as it was said, with a note. Throws where nothing could be. */
  async translate(transcript: Transcript, language: string, call: ToolCall): Promise<Transcript> {
    const { segments, words: _, ...rest } = transcript;
    if (segments === undefined || segments.length === 0) {
      const texts = await this.each(speechParts(transcript.text), language, call, (text) =>
        this.text(text, language, call),
      );
      return { ...rest, text: texts.join('\n') };
    }
    const batches = Array.from({ length: Math.ceil(segments.length / LINES) }, (_unused, at) =>
      segments.slice(at * LINES, (at + 1) * LINES),
    );
    const translated = await this.each(batches, language, call, (batch) => this.lines(batch, language, call));
    const flat = translated.flat();
    return { ...rest, segments: flat, text: flat.map(({ text }) => text).join(' ') };
  }

  private async each<Piece>(
    pieces: readonly Piece[],
    language: string,
    call: ToolCall,
    work: (piece: Piece) => Promise<Piece>,
  ): Promise<Piece[]> {
    const failures: unknown[] = [];
    let done = 0;
    const results = await sideBySide(pieces, this.settings.partsAtOnce, async (piece) => {
      if (call.signal.aborted) return piece;
      try {
        return await work(piece);
      } catch (error) {
        failures.push(error);
        return piece;
      } finally {
        done += 1;
        call.progress(done / pieces.length, `Translated: ${done} of ${pieces.length}`);
      }
    });
    call.signal.throwIfAborted();
    if (failures.length === pieces.length) throw failures[0];
    if (failures.length > 0)
      call.note(
        `${failures.length} of ${pieces.length} passages could not be put into ${language} (${codeOf(failures[0])}); they stand as they were said.`,
      );
    return results;
  }

  private async text(text: string, language: string, call: ToolCall): Promise<string> {
    const answer = await this.generation.ask(
      {
        fallbackModel: this.settings.textModel,
        task: 'standard',
        messages: [
          {
            role: 'developer',
            content: `Translate this transcript into ${language}. Answer with the translation alone; keep marks in brackets.`,
          },
          { role: 'user', content: text },
        ],
      },
      call,
    );
    return answer.text;
  }

  private async lines(segments: readonly Segment[], language: string, call: ToolCall): Promise<Segment[]> {
    const lines = segments.map(({ text }) => text);
    const answer = await this.generation.ask(
      {
        fallbackModel: this.settings.textModel,
        task: 'standard',
        messages: [
          {
            role: 'developer',
            content: `Translate these subtitle lines into ${language}: as many lines, each in its place.`,
          },
          { role: 'user', content: JSON.stringify({ lines }) },
        ],
        format: { type: 'json_schema', name: 'lines', schema: linesSchema(lines.length) },
      },
      call,
    );
    const { lines: translated } = answer.json as { lines: string[] };
    return segments.map((segment, at) => ({ ...segment, text: translated[at]! }));
  }
}

const linesSchema = (count: number) => ({
  type: 'object' as const,
  properties: {
    lines: { type: 'array' as const, items: { type: 'string' as const }, minItems: count, maxItems: count },
  },
  required: ['lines'],
  additionalProperties: false,
});
