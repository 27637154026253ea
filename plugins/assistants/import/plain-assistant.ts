import { isJson, type Json } from './export-parts.js';

const KEPT = [
  ...['id', 'name', 'description', 'instructions', 'model', 'tools', 'tool_resources', 'file_ids'],
  ...['response_format', 'temperature', 'top_p', 'reasoning_effort', 'metadata'],
];

/** An assistant of an export with nothing but what is kept; what is not as it should be stays, for the check to name its place. */
export function plainAssistant(given: unknown): unknown {
  if (!isJson(given)) return given;
  const kept = pick(given, KEPT);
  if (kept.name === undefined || kept.name === '') kept.name = given.id;
  // The Assistants API says these of every assistant: they were its defaults.
  if (kept.temperature === 1) delete kept.temperature;
  if (kept.top_p === 1) delete kept.top_p;
  if (kept.response_format === 'auto') delete kept.response_format;
  if (Array.isArray(kept.tools)) kept.tools = kept.tools.map(plainTool);
  if (isJson(kept.tool_resources)) kept.tool_resources = plainResources(kept.tool_resources);
  return kept;
}

export function plainResources({ file_search: search }: Json): Json {
  return isJson(search) && search.vector_store_ids !== undefined
    ? { file_search: pick(search, ['vector_store_ids']) }
    : {};
}

export function pick(given: Json, names: readonly string[]): Json {
  const present = names.filter((name) => given[name] !== undefined && given[name] !== null);
  return Object.fromEntries(present.map((name) => [name, given[name]]));
}

function plainTool(tool: unknown): unknown {
  if (!isJson(tool)) return tool;
  const { type, file_search: search, function: spec } = tool;
  // As it was called in the first version of the API.
  if (type === 'retrieval') return { type: 'file_search' };
  if (type === 'code_interpreter') return { type };
  if (type === 'file_search')
    return { type, ...(isJson(search) && { file_search: pick(search, ['max_num_results']) }) };
  if (type === 'function' && isJson(spec))
    return { type, function: pick(spec, ['name', 'description', 'parameters', 'strict']) };
  return tool;
}
