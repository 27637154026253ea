/** A word in fewer chunks is counted anew each time, which takes no time. */
const FEW = 500;
const MOST_WORDS = 1_000;
/** A count holds until there are so many times the chunks. */
const GROWN = 1.1;

/** How many chunks of a collection have a word, roughly: to count a word that is everywhere takes a look at all of them. */
export class WordCounts {
  readonly #counts = new Map<string, number>();
  #chunks = 0;

  of(word: string, chunks: number, count: (word: string) => number): number {
    if (chunks > this.#chunks * GROWN || this.#counts.size >= MOST_WORDS) {
      this.#counts.clear();
      this.#chunks = chunks;
    }
    const known = this.#counts.get(word);
    if (known !== undefined) return known;
    const counted = count(word);
    if (counted > FEW) this.#counts.set(word, counted);
    return counted;
  }
}
