import { ToolError } from 'openai-mcp-host/plugin';

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of an array, or of a list as OpenAI's API gives them; undefined for what is neither. */
export function elementsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isJson(value) && Array.isArray(value.data) ? value.data : undefined;
}

/**
 * The assistants and threads of an export: `/v1/assistants` as it was answered, an array, one assistant, or an object with
 * `assistants` and `threads`.
 *
 * @throws ToolError `IMPORT_INVALID`.
 */
export function exportParts(value: unknown): { assistants: unknown[]; threads: unknown[] } {
  const elements = elementsOf(value);
  if (elements !== undefined) return { assistants: elements, threads: [] };
  if (isJson(value)) {
    const { assistants, threads } = value;
    if (assistants === undefined && threads === undefined && (value.object === 'assistant' || value.id))
      return { assistants: [value], threads: [] };
    const parts = { assistants: elementsOf(assistants ?? []), threads: elementsOf(threads ?? []) };
    const strange = Object.entries(parts).find(([, found]) => found === undefined)?.[0];
    if (strange !== undefined) throw invalid(`Its ${strange} are neither an array nor a list.`);
    if (assistants !== undefined || threads !== undefined)
      return { assistants: parts.assistants!, threads: parts.threads! };
  }
  throw invalid('It has no assistants.');
}

export const invalid = (message: string) =>
  new ToolError(
    'IMPORT_INVALID',
    `This is no export of assistants. ${message}`,
    'Give the JSON of /v1/assistants, an array of assistants, one of them, or {"assistants": […], "threads": […]}.',
  );
