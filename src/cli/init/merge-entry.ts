import { isObject, type Json } from '../../config/merge.js';
import { fault } from '../../contracts/fault.js';
import type { ClientEntry } from './client-entry.js';

/** What says how a server is started or reached; the rest of an entry is the person's. */
const WAYS = [
  ...['type', 'command', 'args', 'env_vars', 'url', 'httpUrl', 'serverUrl'],
  ...['headers', 'bearer_token_env_var'],
];
const KEYS = ['OPENAI_API_KEY', 'OPENAI_API_KEY_FILE'];

/**
 * The whole document with the entry in it; what the person added to an entry that is there stays.
 *
 * @param keepsKey whether a key that the entry has already is left to it.
 * @throws FaultError `CLIENT_ENTRY_TAKEN` where another server has the name; `CLIENT_CONFIG_MALFORMED`.
 */
export function withEntry(document: Json, { path, entry, input }: ClientEntry, keepsKey: boolean): Json {
  const [section = '', name = ''] = path;
  const servers = document[section] ?? {};
  if (!isObject(servers)) throw malformed(`${section} is no object in it.`);
  const present = servers[name];
  if (present !== undefined && !isObject(present)) throw malformed(`${section}.${name} is no object in it.`);
  if (present !== undefined && !isOurs(present, entry))
    throw fault(
      'CLIENT_ENTRY_TAKEN',
      `Another server is called ${name} there.`,
      'Name ours otherwise: --name openai-host.',
    );
  const merged = { ...document, [section]: { ...servers, [name]: merge(present ?? {}, entry, keepsKey) } };
  return input === undefined ? merged : withInput(merged, input);
}

export const malformed = (why: string) =>
  fault('CLIENT_CONFIG_MALFORMED', why, 'Mend the file, or see with --print what to add by hand.');

/** Ours starts this package, or has the same address. */
function isOurs(present: Json, entry: Json): boolean {
  if (JSON.stringify([present.command, present.args]).includes('openai-mcp-host')) return true;
  const address = ({ url, httpUrl, serverUrl }: Json) => url ?? httpUrl ?? serverUrl;
  return address(present) !== undefined && address(present) === address(entry);
}

function merge(present: Json, entry: Json, keepsKey: boolean): Json {
  const { env, ...others } = present;
  const own = Object.fromEntries(Object.entries(others).filter(([key]) => !WAYS.includes(key)));
  const before = isObject(env) ? env : {};
  const hasKey = KEYS.some((key) => key in before);
  if (keepsKey && hasKey) return { ...own, ...entry, env: before };
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !KEYS.includes(key)));
  const merged = { ...kept, ...(isObject(entry.env) ? entry.env : {}) };
  return { ...own, ...entry, ...(Object.keys(merged).length > 0 ? { env: merged } : {}) };
}

function withInput(document: Json, input: NonNullable<ClientEntry['input']>): Json {
  const inputs = document.inputs ?? [];
  if (!Array.isArray(inputs)) throw malformed('inputs is no list in it.');
  const isThere = inputs.some((each) => isObject(each) && each.id === input.id);
  return isThere ? document : { ...document, inputs: [...inputs, input] };
}
