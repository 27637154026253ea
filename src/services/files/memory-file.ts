import type { OpenedFile } from '../../plugin-api/files.js';
import { extensionOf } from './media-extensions.js';
import { sniffMimeType } from './sniff-mime-type.js';

/** What came within the call itself, as a file. */
export function memoryFile(data: Buffer): OpenedFile {
  const mimeType = sniffMimeType(data) ?? 'application/octet-stream';
  const name = `file${extensionOf(mimeType)}`;
  const blob = new File([data as Uint8Array<ArrayBuffer>], name, { type: mimeType });
  return {
    name,
    mimeType,
    size: data.length,
    blob,
    bytes: async () => data,
    slice: async (start, end) => data.subarray(start, end),
    close: async () => {},
  };
}
