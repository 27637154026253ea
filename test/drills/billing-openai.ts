import { said, saying } from '../../src/testing/openai-bodies.js';
import {
  type FakeOpenAI,
  type RecordedRequest,
  type Reply,
  startFakeOpenAI,
} from '../support/fake-openai.js';

/** Published prices of gpt-6-luna, in nano-USD a token. */
const INPUT = 100n;
const OUTPUT = 500n;

export const MODEL = 'gpt-6-luna';

/** A stand-in that charges for what it does, and knows nothing of what the servers think. */
export interface BillingOpenAI extends FakeOpenAI {
  /** Everything that it has charged, nano-USD. */
  bill(): bigint;
  answered(): number;
}

export interface BillingOptions {
  /** ms until it answers. */
  delayMs?: number;
  /** Charges, and then does this in the place of a whole answer. */
  instead?: (request: RecordedRequest, nth: number) => Reply | undefined;
}

/** Answers with as many output tokens as it likes, up to what the request allows. */
export async function startBillingOpenAI({
  delayMs = 0,
  instead,
}: BillingOptions = {}): Promise<BillingOpenAI> {
  let bill = 0n;
  let answered = 0;
  let seed = 7;
  const fake = await startFakeOpenAI((request, nth) => {
    const { max_output_tokens: most, stream, input } = request.body;
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    const output_tokens = 1 + (seed % most);
    const input_tokens = Math.ceil(JSON.stringify(input).length / 4);
    bill += BigInt(input_tokens) * INPUT + BigInt(output_tokens) * OUTPUT;
    answered += 1;
    const usage = { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
    const body = { ...said('Yes.', MODEL), usage };
    const answer = stream ? { sse: saying(['Yes.'], body) } : { json: body };
    return { gapMs: delayMs, ...(instead?.(request, nth) ?? answer) };
  });
  return { ...fake, bill: () => bill, answered: () => answered };
}
