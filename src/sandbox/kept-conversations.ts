import { ApiError, badRequest, missing } from './api-error.js';
import type { Earlier } from './question.js';
import type { WireJson } from './wire-json.js';

const MOST_AT_ONCE = 20;
const MOST_LISTED = 100;
const PREFIXES: Record<string, string> = {
  message: 'msg',
  function_call: 'fc',
  function_call_output: 'fco',
  file_search_call: 'fs',
  web_search_call: 'ws',
  reasoning: 'rs',
};

interface KeptConversation {
  facts: WireJson;
  items: WireJson[];
  /** Of all that went in and came out so far. */
  tokens: number;
}

/** Conversations with their items, until they are deleted or the sandbox ends. */
export class KeptConversations {
  private readonly kept = new Map<string, KeptConversation>();
  private readonly locked = new Set<string>();

  create(body: WireJson): WireJson {
    const facts = {
      id: `conv_${newId()}`,
      object: 'conversation',
      created_at: Math.floor(Date.now() / 1000),
      metadata: body?.metadata ?? {},
    };
    const items = newItems(body?.items ?? []);
    this.kept.set(facts.id, { facts, items, tokens: 0 });
    return facts;
  }

  retrieve(id: string): WireJson {
    return this.find(id).facts;
  }

  update(id: string, body: WireJson): WireJson {
    if (body?.metadata === undefined) throw missing('metadata');
    return Object.assign(this.find(id).facts, { metadata: body.metadata });
  }

  delete(id: string): WireJson {
    this.find(id);
    this.kept.delete(id);
    return { id, object: 'conversation.deleted', deleted: true };
  }

  addItems(id: string, body: WireJson): WireJson {
    const found = this.find(id);
    if (!Array.isArray(body?.items)) throw missing('items');
    const added = newItems(body.items);
    found.items.push(...added);
    return listOf(added, false);
  }

  listItems(id: string, query: URLSearchParams): WireJson {
    const { items } = this.find(id);
    const limit = Number(query.get('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw badRequest("Invalid 'limit': expected an integer from 1 to 100.", 'limit', 'invalid_value');
    const ordered = query.get('order') === 'asc' ? items : items.toReversed();
    const after = query.get('after');
    const at = after === null ? -1 : ordered.findIndex((item) => item.id === after);
    if (after !== null && at === -1) throw itemNotFound(after, id);
    const rest = ordered.slice(at + 1);
    return listOf(rest.slice(0, limit), rest.length > limit);
  }

  retrieveItem(id: string, itemId: string): WireJson {
    const item = this.find(id).items.find((each) => each.id === itemId);
    if (item === undefined) throw itemNotFound(itemId, id);
    return item;
  }

  /** Gives the conversation, as the real API does. */
  deleteItem(id: string, itemId: string): WireJson {
    this.retrieveItem(id, itemId);
    const found = this.find(id);
    found.items = found.items.filter((each) => each.id !== itemId);
    return found.facts;
  }

  /** What was said in the conversation that a response is to go on in. */
  before(body: WireJson): Earlier | undefined {
    const id = conversationIn(body);
    if (id === undefined) return undefined;
    if ((body.previous_response_id ?? null) !== null)
      throw badRequest(
        "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one of these parameters.",
        null,
        'mutually_exclusive_parameters',
      );
    const { items, tokens } = this.find(id, 'conversation');
    if (this.locked.has(id)) throw isLocked();
    refuseUnpaired([...items, ...itemsIn(body.input)]);
    const asked = items.findLast((item) => item.role === 'user');
    return { asked: textOf(asked), tokens };
  }

  /** Keeps others from going on in the conversation of a response; returns what ends that. */
  lock(body: WireJson): () => void {
    const id = conversationIn(body);
    if (id === undefined) return () => {};
    this.locked.add(id);
    return () => void this.locked.delete(id);
  }

  /** Adds what was asked and answered, once the response is there. */
  add(body: WireJson, response: WireJson): void {
    const id = conversationIn(body);
    const found = id === undefined ? undefined : this.kept.get(id);
    if (found === undefined) return;
    found.items.push(...newItems(itemsIn(body.input), Number.POSITIVE_INFINITY), ...response.output);
    found.tokens = response.usage.input_tokens + response.usage.output_tokens;
  }

  private find(id: string, param: string | null = null): KeptConversation {
    const found = this.kept.get(id);
    if (found === undefined) throw new ApiError(404, `Conversation with id '${id}' not found.`, { param });
    return found;
  }
}

const newId = () => crypto.randomUUID().replaceAll('-', '');

const conversationIn = ({ conversation }: WireJson): string | undefined =>
  conversation === undefined || conversation === null ? undefined : String(conversation.id ?? conversation);

const itemsIn = (input: WireJson): WireJson[] =>
  typeof input === 'string' ? [{ role: 'user', content: input }] : Array.isArray(input) ? input : [];

const textOf = (item: WireJson): string =>
  (item?.content ?? []).map((part: WireJson) => part.text ?? '').join('');

/** As the API keeps them: with an id, and contents in parts. */
function newItems(items: WireJson, most = MOST_AT_ONCE): WireJson[] {
  if (!Array.isArray(items)) throw badRequest("Invalid type for 'items': expected an array.", 'items');
  if (items.length > most)
    throw badRequest(
      `Invalid 'items': array too long. Expected an array with maximum length ${most}, but got an array with length ${items.length} instead.`,
      'items',
      'array_above_max_length',
    );
  return items.map(({ type = 'message', ...item }) => {
    const id = item.id ?? `${PREFIXES[type] ?? 'item'}_${newId()}`;
    if (type !== 'message') return { ...item, id, type, status: item.status ?? 'completed' };
    const kind = item.role === 'assistant' ? 'output_text' : 'input_text';
    const content =
      typeof item.content === 'string'
        ? [{ type: kind, text: item.content, ...(kind === 'output_text' && { annotations: [] }) }]
        : item.content;
    return { id, type, status: 'completed', ...item, content };
  });
}

/** The API goes on only where every call of a function has its output, and every output its call. */
function refuseUnpaired(items: readonly WireJson[]): void {
  const ofType = (wanted: string) =>
    new Set(items.filter(({ type }) => type === wanted).map(({ call_id }) => call_id));
  const calls = ofType('function_call');
  const outputs = ofType('function_call_output');
  for (const id of calls)
    if (!outputs.has(id)) throw badRequest(`No tool output found for function call ${id}.`, 'input');
  for (const id of outputs)
    if (!calls.has(id))
      throw badRequest(`No tool call found for function call output with call_id ${id}.`, 'input');
}

const listOf = (data: WireJson[], hasMore: boolean): WireJson => ({
  object: 'list',
  data,
  first_id: data[0]?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
  has_more: hasMore,
});

const isLocked = () =>
  badRequest(
    'Another process is currently operating on this conversation. Please retry in a few seconds.',
    'conversation',
    'conversation_locked',
  );

const itemNotFound = (id: string, conversation: string) =>
  new ApiError(404, `Item with id '${id}' not found in conversation '${conversation}'.`);
