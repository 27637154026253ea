type Json = Record<string, unknown>;

const records = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
const record = (value: unknown): Json => records([value])[0] ?? {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an answer says, for the model to read; what has no words is described. */
export function answerText(url: string, body: Json): string {
  return (READERS[url] ?? JSON.stringify)(body);
}

const READERS: Record<string, (body: Json) => string> = {
  '/v1/responses': ({ output }) => records(output).flatMap(itemWords).join('\n'),
  '/v1/chat/completions': ({ choices }) => records(choices).map(choiceWords).join('\n'),
  '/v1/completions': ({ choices }) =>
    records(choices)
      .map((choice) => text(choice.text))
      .join('\n'),
  '/v1/embeddings': ({ data }) => vectorWords(records(data)),
  '/v1/moderations': ({ results }) => records(results).map(verdictWords).join('; '),
  '/v1/images/generations': ({ data }) => pictureWords(records(data)),
  '/v1/images/edits': ({ data }) => pictureWords(records(data)),
};

function itemWords(item: Json): string[] {
  if (item.type === 'function_call') return [`${item.name}(${item.arguments})`];
  return records(item.content).map((part) => text(part.text) || text(part.refusal));
}

function choiceWords(choice: Json): string {
  const message = record(choice.message);
  const calls = records(message.tool_calls).map((call) => {
    const { name, arguments: given } = record(call.function);
    return `${name}(${given})`;
  });
  return [text(message.content) || text(message.refusal), ...calls].filter(Boolean).join('\n');
}

function vectorWords(vectors: Json[]): string {
  const { embedding } = vectors[0] ?? {};
  const size = Array.isArray(embedding) ? `${embedding.length} numbers` : 'base64';
  return `${vectors.length} vector${vectors.length === 1 ? '' : 's'} of ${size}, in the file`;
}

function verdictWords({ flagged, categories }: Json): string {
  if (flagged !== true) return 'not flagged';
  const named = Object.entries(record(categories)).filter(([, isOne]) => isOne === true);
  return `flagged: ${named.map(([name]) => name).join(', ')}`;
}

const pictureWords = (pictures: Json[]): string =>
  `${pictures.length} picture${pictures.length === 1 ? '' : 's'}`;
