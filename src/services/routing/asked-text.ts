type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the person asks last, in the body of a Responses or Chat Completions request. */
export function askedText({ input, messages }: Json): string {
  const items = input ?? messages;
  if (typeof items === 'string') return items;
  if (!Array.isArray(items)) return '';
  const asked = items.findLast((item) => isRecord(item) && item.role === 'user');
  return isRecord(asked) ? textOf(asked.content) : '';
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}
