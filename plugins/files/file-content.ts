import type { Content, Files, StoredFile } from 'openai-mcp-host/plugin';

/** The host cuts off lower where a message takes less. */
const MAX_BYTES = 9_000_000;
/** As much of a text as a model reads in one go. */
const MAX_TEXT_BYTES = 200_000;
const TEXT = /^(text\/|application\/(json|jsonl|x-ndjson|xml|x-subrip)$|image\/svg)/;

/** A produced file as a resource: texts as texts, cut where they are long; all else as bytes. */
export async function fileContent(files: Files, file: StoredFile | undefined): Promise<Content> {
  if (file === undefined) return undefined;
  const mayBeLong = TEXT.test(file.mimeType);
  const opened = await files.open(file.path, { maxBytes: mayBeLong ? Number.MAX_SAFE_INTEGER : MAX_BYTES });
  const mimeType = file.mimeType === 'application/octet-stream' ? opened.mimeType : file.mimeType;
  if (!TEXT.test(mimeType)) return { content: await opened.bytes(), mimeType };
  if (opened.size <= MAX_TEXT_BYTES) return { content: await opened.blob.text(), mimeType };
  const bytes = await opened.blob.slice(0, MAX_TEXT_BYTES).arrayBuffer();
  // A character that was cut in two is left out.
  const beginning = new TextDecoder().decode(bytes, { stream: true });
  const rest = `… (the first ${MAX_TEXT_BYTES} of ${opened.size} bytes; the whole is in ${file.path})`;
  return { content: `${beginning}\n\n${rest}`, mimeType: 'text/plain' };
}
