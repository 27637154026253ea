import { bytesOf, type KeptAnswer } from './kept-answer.js';

/** The answers that this process had in hand last, within some bytes. */
export class RecentAnswers {
  // A Map keeps the order in which keys came: the first is the one used longest ago.
  private readonly answers = new Map<string, KeptAnswer>();
  private bytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly now: () => number,
  ) {}

  get(key: string): KeptAnswer | undefined {
    const answer = this.answers.get(key);
    if (answer === undefined) return undefined;
    this.delete(key);
    if (answer.expiresAt <= this.now()) return undefined;
    this.put(key, answer);
    return answer;
  }

  put(key: string, answer: KeptAnswer): void {
    this.delete(key);
    if (bytesOf(answer) > this.maxBytes) return;
    this.answers.set(key, answer);
    this.bytes += bytesOf(answer);
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= this.maxBytes) return;
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    const answer = this.answers.get(key);
    if (answer === undefined) return;
    this.answers.delete(key);
    this.bytes -= bytesOf(answer);
  }
}
