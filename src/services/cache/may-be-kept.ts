import type { CacheSection } from '../../config/sections/cache-section.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

type Json = Record<string, unknown>;

/** What a plugin says of one request: `on` keeps its answer though it may vary; `off` wants one of its own. */
export type CacheWish = 'on' | 'off' | undefined;

const TEXT = /^\/(responses|chat\/completions)$/;
/** Tools whose calls the caller runs; all others act, or look at what changes. */
const CALLED_BY_US = new Set(['function', 'custom']);

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** Whether the answer hangs on more than the request, or sending it does more than answer. */
function reachesBeyond({ tools, modalities, ...body }: Json): boolean {
  const bound = [
    'store',
    'background',
    'conversation',
    'previous_response_id',
    'prompt',
    'web_search_options',
  ];
  if (bound.some((field) => isSet(body[field]))) return true;
  if (Array.isArray(modalities) && modalities.includes('audio')) return true;
  return Array.isArray(tools) && !tools.every((tool: Json | null) => CALLED_BY_US.has(String(tool?.type)));
}

/** Whether it has pictures or files by their addresses, where something else may lie tomorrow. */
function namesAddress(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(namesAddress);
  return Object.entries(value).some(([key, part]) =>
    typeof part === 'string'
      ? (key.endsWith('_url') || key === 'url') && /^https?:/i.test(part)
      : namesAddress(part),
  );
}

/** Whether the same request may be given the same answer again. */
export function mayBeKept(
  { method, endpoint, body: { json } }: Pick<OutgoingRequest, 'method' | 'endpoint' | 'body'>,
  text: CacheSection['text'],
  wish: CacheWish,
): boolean {
  if (wish === 'off' || method !== 'POST' || json === undefined) return false;
  if (endpoint === '/embeddings') return true;
  if (endpoint === '/moderations') return wish === 'on' || !namesAddress(json);
  if (!TEXT.test(endpoint) || text === 'never' || reachesBeyond(json)) return false;
  return wish === 'on' || text === 'always' || (json.temperature === 0 && !namesAddress(json));
}
