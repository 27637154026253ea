import { Records, Service, type TextMessage, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

const KIND = 'message';
/** A piece fits into a record whatever JSON makes of its characters. */
const PIECE = 200_000;
const MOST_PIECES = 100;
const PAGE = 100;

interface Piece {
  /** Of how many, in the first one. */
  pieces: number;
  json: string;
}

/** What was said in threads whose history nobody else keeps: each message in pieces, in the order of its number. */
@Service()
export class OwnHistory {
  constructor(private readonly records: Records) {}

  /** Writes messages from a number on; they count once the thread says how many it has. */
  async write(thread: string, from: number, messages: readonly TextMessage[], call: ToolCall): Promise<void> {
    for (const [index, message] of messages.entries()) {
      const json = JSON.stringify(message);
      const pieces = Math.ceil(json.length / PIECE);
      if (pieces > MOST_PIECES) throw tooLarge(json.length);
      for (let at = 0; at < pieces; at++) {
        const piece: Piece = { pieces, json: json.slice(at * PIECE, (at + 1) * PIECE) };
        await this.records.put(KIND, pieceId(thread, from + index, at), piece, call);
      }
    }
  }

  /** The messages of the numbers from `from` to before `to`. */
  async read(thread: string, from: number, to: number, call: ToolCall): Promise<TextMessage[]> {
    const messages: TextMessage[] = [];
    for (let number = Math.max(0, from); number < to; number++) {
      const message = await this.one(thread, number, call);
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  /** The newest messages that have no more characters together than this; the rest is told by `cut`. */
  async newest(
    thread: string,
    count: number,
    characters: number,
    call: ToolCall,
  ): Promise<{ messages: TextMessage[]; cut: number }> {
    const messages: TextMessage[] = [];
    let left = characters;
    for (let number = count - 1; number >= 0; number--) {
      const message = await this.one(thread, number, call);
      if (message === undefined) continue;
      left -= JSON.stringify(message).length;
      if (left < 0) break;
      messages.unshift(message);
    }
    // An answer without its question, or an output without its call, is no beginning.
    const begins = messages.findIndex(({ role }) => role === 'user');
    const whole = messages.length === count ? messages : begins === -1 ? [] : messages.slice(begins);
    return { messages: whole, cut: count - whole.length };
  }

  async clear(thread: string, call: ToolCall): Promise<void> {
    for (;;) {
      const kept = await this.records.list(KIND, call, { prefix: `${thread}:`, limit: PAGE });
      if (kept.length === 0) return;
      for (const { id } of kept) await this.records.delete(KIND, id, call);
    }
  }

  private async one(thread: string, number: number, call: ToolCall): Promise<TextMessage | undefined> {
    const first = await this.records.get<Piece>(KIND, pieceId(thread, number, 0), call);
    if (first === undefined) return undefined;
    let { json } = first.value;
    for (let at = 1; at < first.value.pieces; at++)
      json += (await this.records.get<Piece>(KIND, pieceId(thread, number, at), call))?.value.json ?? '';
    return JSON.parse(json) as TextMessage;
  }
}

const pieceId = (thread: string, number: number, at: number) =>
  `${thread}:${String(number).padStart(8, '0')}:${String(at).padStart(3, '0')}`;

const tooLarge = (characters: number) =>
  new ToolError(
    'FILE_TOO_LARGE',
    `A message of ${characters} characters, files included, is more than a thread keeps here (${PIECE * MOST_PIECES}).`,
    'Send smaller files, or upload them to OpenAI and name their ids.',
  );
