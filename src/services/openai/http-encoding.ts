import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/**
 * The bytes of an answer, unpacked. We ask for none to be packed, since most of what comes is base64 or a stream;
 * some gateways pack all the same.
 */
export function decoded(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding'];
  const zlib = process.getBuiltinModule('node:zlib');
  const decoder =
    encoding === 'gzip' || encoding === 'deflate'
      ? zlib.createUnzip()
      : encoding === 'br'
        ? zlib.createBrotliDecompress()
        : undefined;
  if (decoder === undefined) return message;
  delete message.headers['content-encoding'];
  delete message.headers['content-length'];
  message.on('error', (error) => decoder.destroy(error));
  decoder.on('error', () => {});
  return message.pipe(decoder);
}
