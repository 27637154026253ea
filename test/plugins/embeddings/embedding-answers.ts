import nock from 'nock';

export interface EmbeddingRequest {
  model: string;
  input: string[];
  encoding_format?: string;
  dimensions?: number;
}

interface AnswerOptions {
  /** Default: OpenAI's own. */
  base?: string;
  /** Numbers in a vector where nobody asks for fewer. */
  native?: number;
  /** Whether it does not listen when fewer are asked for. */
  hasOneLength?: boolean;
  /** Says what to refuse, and how. */
  refuse?: (request: EmbeddingRequest, number: number) => { status: number; body: unknown } | undefined;
}

/** Answers every request for embeddings as the API does: texts that share words lie near; returns the requests. */
export function answerEmbeddings({
  base = 'https://api.openai.com/v1',
  native = 1536,
  hasOneLength = false,
  refuse,
}: AnswerOptions = {}): EmbeddingRequest[] {
  const requests: EmbeddingRequest[] = [];
  nock(base)
    .persist()
    .post('/embeddings')
    .reply(async (sent: Request) => {
      const request = (await sent.clone().json()) as EmbeddingRequest;
      requests.push(request);
      const refused = refuse?.(request, requests.length);
      if (refused !== undefined) return [refused.status, refused.body as nock.Body];
      const length = hasOneLength ? native : (request.dimensions ?? native);
      const data = [request.input].flat().map((text, index) => {
        const vector = vectorOf(text, length);
        const embedding =
          request.encoding_format === 'base64'
            ? Buffer.from(vector.buffer).toString('base64')
            : Array.from(vector);
        return { object: 'embedding', index, embedding };
      });
      const usage = { prompt_tokens: 3, total_tokens: 3 };
      return [200, { object: 'list', model: request.model, data: data.reverse(), usage }];
    });
  return requests;
}

function vectorOf(text: string, length: number): Float32Array {
  const vector = new Float32Array(length).fill(0.001);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 7;
    for (const letter of word) hash = (hash * 31 + letter.codePointAt(0)!) % 100_003;
    vector[hash % length]! += 1;
  }
  return vector;
}

export const textsIn = (requests: readonly EmbeddingRequest[]): string[] =>
  requests.flatMap(({ input }) => [input].flat());
