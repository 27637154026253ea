import type { IncomingMessage } from 'node:http';

/** Bodies that are being read, all together: many large ones at once must not fill the memory. */
export class BodyRoom {
  private held = 0;

  constructor(private readonly mostBytes: number) {}

  /** @returns whether there is room for so many more. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.mostBytes) return false;
    this.held += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.held -= bytes;
  }
}

export type ReadBody = Buffer | 'too-large' | 'no-room' | 'cut-off';

/** Reads a body. What is refused is read on and thrown away: a client that is cut off while it sends sees no answer. */
export async function readBody(request: IncomingMessage, most: number, room: BodyRoom): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > most) return refuse(request, 'too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    return await new Promise<ReadBody>((resolve) => {
      request.on('data', (chunk: Buffer) => {
        if (size + chunk.length > most) return resolve(refuse(request, 'too-large'));
        if (!room.take(chunk.length)) return resolve(refuse(request, 'no-room'));
        size += chunk.length;
        chunks.push(chunk);
      });
      request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
      request.once('close', () => resolve('cut-off'));
      request.once('error', () => resolve('cut-off'));
    });
  } finally {
    room.giveBack(size);
  }
}

function refuse<T>(request: IncomingMessage, reason: T): T {
  request.removeAllListeners('data').resume();
  return reason;
}
