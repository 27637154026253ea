import { randomBytes } from 'node:crypto';
import type { EncodedBody } from './request-body.js';

/**
 * A form as multipart/form-data, its files read as they are sent. Its length is told beforehand, since some servers take
 * no chunked forms; texts arrive byte for byte, where `fetch` would change their line ends.
 */
export function encodeForm(form: FormData): EncodedBody {
  const boundary = `openai-mcp-host-${randomBytes(12).toString('hex')}`;
  const parts: (Buffer | Blob)[] = [];
  for (const [field, value] of form) {
    const name = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(field)}"`;
    if (typeof value === 'string') parts.push(Buffer.from(`${name}\r\n\r\n${value}\r\n`));
    else {
      const type = value.type || 'application/octet-stream';
      const head = `${name}; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`;
      parts.push(Buffer.from(head), value, Buffer.from('\r\n'));
    }
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    stream: bytesOf(parts),
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: parts.reduce((sum, part) => sum + (part instanceof Blob ? part.size : part.length), 0),
  };
}

/** As browsers do. */
const escaped = (text: string): string => text.replace(/\r?\n|\r/g, '%0D%0A').replace(/"/g, '%22');

async function* bytesOf(parts: readonly (Buffer | Blob)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Blob) yield* part.stream();
    else yield part;
  }
}
