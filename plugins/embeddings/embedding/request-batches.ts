/** OpenAI takes 2048 texts in one request; the answer to so many fills the memory with 17 MB of vectors as text, and comes no sooner. */
const MOST_INPUTS = 256;
/** What OpenAI takes at most; bytes stand for tokens, of which no text has more. */
const MOST_TOKENS = 300_000;
/** Other servers take fewer at a time: 32 is the least of the usual limits. */
const MOST_ELSEWHERE = 32;

/** Texts by hash, as many together as one request may hold. */
export function* requestBatches(
  texts: Iterable<readonly [hash: string, text: string]>,
  isOpenAI: boolean,
): Generator<Map<string, string>> {
  const most = isOpenAI ? MOST_INPUTS : MOST_ELSEWHERE;
  let batch = new Map<string, string>();
  let tokens = 0;
  for (const [hash, text] of texts) {
    const size = Buffer.byteLength(text) + 1;
    if (batch.size === most || (batch.size > 0 && tokens + size > MOST_TOKENS)) {
      yield batch;
      batch = new Map();
      tokens = 0;
    }
    batch.set(hash, text);
    tokens += size;
  }
  if (batch.size > 0) yield batch;
}
