import { elementsOf, isJson, type Json } from './export-parts.js';
import { pick, plainResources } from './plain-assistant.js';

/** A thread of an export with nothing but what is kept; what is not as it should be stays, for the check to name its place. */
export function plainThread(given: unknown): unknown {
  if (!isJson(given)) return given;
  const messages = elementsOf(given.messages ?? []);
  const assistant =
    given.assistant_id ?? messages?.filter(isJson).find(({ assistant_id: id }) => id)?.assistant_id;
  const resources = isJson(given.tool_resources) ? plainResources(given.tool_resources) : {};
  const stores = (resources.file_search as Json | undefined)?.vector_store_ids;
  return {
    ...pick({ ...given, assistant_id: assistant, vector_store_ids: stores }, [
      'id',
      'assistant_id',
      'vector_store_ids',
    ]),
    messages: messages?.map(plainMessage) ?? given.messages,
  };
}

function plainMessage(given: unknown): unknown {
  if (!isJson(given)) return given;
  const kept = pick(given, ['role', 'content', 'created_at']);
  if (Array.isArray(kept.content)) kept.content = kept.content.map(wordsOf).join('\n');
  return kept;
}

function wordsOf(part: unknown): string {
  if (!isJson(part)) return String(part);
  const { type, text, refusal } = part;
  if (typeof text === 'string') return text;
  if (isJson(text) && typeof text.value === 'string') return text.value;
  if (typeof refusal === 'string') return refusal;
  const [file] = [part.image_file, part.image_url].filter(isJson);
  return `[${String(type)} ${String(file?.file_id ?? file?.url ?? '').slice(0, 200)}]`;
}
