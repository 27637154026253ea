const WORDS = 50_000;
const WORDS_OF_A_CHUNK = 120;

/** Texts whose words are as common as Zipf's law has it: word n is 1/n as common as the first. */
export class ZipfTexts {
  readonly #number: () => number;

  constructor(number: () => number) {
    this.#number = number;
  }

  chunk(): string {
    return Array.from({ length: WORDS_OF_A_CHUNK }, () => `w${this.#word()}`).join(' ');
  }

  /** As people ask: words that are everywhere, and some that tell. */
  question(): string {
    const common = Array.from({ length: 4 }, () => 1 + Math.floor(this.#number() * 20));
    const telling = Array.from({ length: 4 }, () => 200 + Math.floor(this.#number() * 5_000));
    return [...common, ...telling].map((word) => `w${word}`).join(' ');
  }

  #word(): number {
    return Math.floor((WORDS + 1) ** this.#number());
  }
}
