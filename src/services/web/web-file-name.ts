import { extname } from 'node:path';
import { fileStem } from '../files/file-stem.js';
import { extensionOf, mimeTypeOfExtension } from '../files/media-extensions.js';

/** A name for what was fetched: that of its address, with the extension of its content. */
export function webFileName(url: URL, mimeType: string): string {
  const last = decodedLast(url);
  if (last === '') return fileStem(url.hostname) + extensionOf(mimeType);
  const own = /^\.[a-z\d]{1,8}$/i.test(extname(last)) ? extname(last).toLowerCase() : '';
  const stem = fileStem(own === '' ? last : last.slice(0, -own.length));
  return stem + (fits(own, mimeType) ? own : extensionOf(mimeType));
}

function decodedLast({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Any text may be one of many kinds, which its name tells best; and of what shows nothing only the name tells. */
function fits(extension: string, mimeType: string): boolean {
  if (extension === '') return false;
  const named = mimeTypeOfExtension(extension);
  if (mimeType === 'application/octet-stream') return true;
  return named === mimeType || (mimeType === 'text/plain' && named.startsWith('text/'));
}
