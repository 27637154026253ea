import type { BatchResult, Files, StoredFile } from 'openai-mcp-host/plugin';

const MOST = 20;

/** The pictures of an answer as files. */
export async function savePictures(
  { custom_id, response }: BatchResult,
  files: Files,
  saved: readonly StoredFile[],
): Promise<StoredFile[]> {
  const { data, output_format: format = 'png' } = (response ?? {}) as {
    data?: { b64_json?: string }[];
    output_format?: string;
  };
  const pictures: StoredFile[] = [];
  for (const { b64_json: base64 } of data ?? []) {
    if (base64 === undefined || saved.length + pictures.length >= MOST) continue;
    const content = { data: Buffer.from(base64, 'base64'), mimeType: `image/${format}` };
    pictures.push(await files.save(custom_id, content));
  }
  return pictures;
}
