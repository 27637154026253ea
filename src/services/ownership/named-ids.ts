import type { RequestBody } from '../openai/request-body.js';

/** A thing at the provider that a request names. */
export interface NamedId {
  id: string;
  /** The field that names it. */
  field: string;
}

type Json = Record<string, unknown>;

/** Fields whose text, or whose `id`, names a thing. */
const NAMES_ONE = new Set([
  ...['file_id', 'file_ids', 'training_file', 'validation_file', 'input_file_id', 'output_file_id'],
  ...['vector_store_id', 'vector_store_ids', 'previous_response_id', 'response_id', 'conversation'],
  ...['conversation_id', 'container', 'container_id', 'video', 'video_id', 'prompt', 'skill_id', 'eval_id'],
  ...['batch_id', 'assistant_id', 'thread_id', 'characters'],
]);
/** Of which a text is words, and only the `id` of an object a name. */
const OFTEN_WORDS = new Set(['prompt', 'video']);
/** What is said of a thing, and what a schema says, names nothing. */
const NAMES_NONE = new Set(['metadata', 'attributes', 'parameters', 'schema', 'filters']);
const NO_IDS = new Set(['', 'auto', 'none']);
/** A field that nobody has listed here names a thing where it looks like it. */
const LOOKS_LIKE_ONE =
  /^(file|vs|vsfb|resp|conv|batch|ftjob|cntr|video|char|skill|eval|asst|thread|upload)[-_]\w/;
const TUNED = /^ft:/;

/** Everything at the provider that a body names, models of one's own among it. */
export function namedIn({ json, form }: Pick<RequestBody, 'json' | 'form'>): NamedId[] {
  const found = new Map<string, NamedId>();
  const name = (field: string, id: string) => {
    if (!NO_IDS.has(id) && !found.has(id)) found.set(id, { id, field });
  };
  if (json !== undefined) walk(json, name);
  for (const [key, value] of form ?? [])
    if (typeof value === 'string') look(/([a-z_]+)(?:\[\d*\])*\]?$/.exec(key)?.[1] ?? key, value, name);
  return [...found.values()];
}

function walk(value: unknown, name: (field: string, id: string) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [field, part] of Object.entries(value as Json)) {
    if (NAMES_NONE.has(field)) continue;
    for (const each of Array.isArray(part) ? part : [part]) {
      if (typeof each === 'string') look(field, each, name);
      else if (NAMES_ONE.has(field) && typeof each?.id === 'string') name(field, each.id);
    }
    walk(part, name);
  }
  const { type, id } = value as Json;
  // Of what lies in another's conversation, everything could be taken over into one's own.
  if (type === 'item_reference' && typeof id === 'string') name('item_reference', id);
}

function look(field: string, text: string, name: (field: string, id: string) => void): void {
  if (field === 'model' ? TUNED.test(text) : NAMES_ONE.has(field) && !OFTEN_WORDS.has(field))
    name(field, text);
  else if (/_ids?$/.test(field) && LOOKS_LIKE_ONE.test(text)) name(field, text);
}
