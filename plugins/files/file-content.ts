import type { Files, ResourceContent, StoredFile } from 'openai-mcp-host/plugin';

/** The host cuts off lower where a message takes less. */
const MAX_BYTES = 9_000_000;
const TEXT = /^(text\/|application\/(json|jsonl|x-ndjson|xml)$|image\/svg)/;

/** A produced file as a resource: texts as texts, all else as bytes. */
export async function fileContent(
  files: Files,
  { path, mimeType: named }: StoredFile,
): Promise<ResourceContent> {
  const { data, mimeType: seen } = await files.read(path, { maxBytes: MAX_BYTES });
  const mimeType = named === 'application/octet-stream' ? seen : named;
  return { content: TEXT.test(mimeType) ? data.toString('utf8') : data, mimeType };
}
