import type { EstimateServices } from '../estimates/estimate.js';
import { estimateRequest } from '../estimates/estimate-request.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

const OUTPUT_CAPS = ['max_output_tokens', 'max_completion_tokens', 'max_tokens'];
const BYTES_PER_TOKEN = 4;

/** The tokens that a request will take at most, as well as anybody knows. */
export async function worstTokens(request: OutgoingRequest, services: EstimateServices): Promise<number> {
  try {
    const { inputTokens, outputTokens } = await estimateRequest(request, services);
    return inputTokens + outputTokens || roughTokens(request);
  } catch {
    return roughTokens(request);
  }
}

/** Its bytes by four, and all the output that it allows. */
function roughTokens({ isBilled, body }: OutgoingRequest): number {
  if (!isBilled || body.json === undefined) return 0;
  const input = JSON.stringify(body.json).length / BYTES_PER_TOKEN;
  const caps = OUTPUT_CAPS.map((field) => body.get(field)).filter((cap) => typeof cap === 'number');
  return Math.ceil(input) + Math.max(0, ...caps);
}
