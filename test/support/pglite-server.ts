import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

const PROTOCOL_3 = 196_608;
const SSL_REQUEST = 80_877_103;
/** What ends a unit that is answered as one: Query, Sync, and a message before the first of them. */
const ENDS = new Set(['Q', 'S', '']);
const READY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);

interface Message {
  /** Empty for one without: the first of a connection. */
  type: string;
  bytes: Buffer;
}

/**
 * PGlite for several clients over the wire. It has one session, which goes from one client to the next between transactions, as a pooler's would;
 * prepared statements keep to their client. What a client leaves open when it dies is undone.
 */
export async function servePglite(db: PGlite): Promise<{ url: string; stop(): Promise<void> }> {
  const turns = new Turns();
  const sockets = new Set<Socket>();
  let clients = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    void serveClient(socket, db, turns, `c${++clients}_`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
      await turns.take();
    },
  };
}

async function serveClient(socket: Socket, db: PGlite, turns: Turns, mark: string): Promise<void> {
  let release: (() => void) | undefined;
  let unit: Message[] = [];
  try {
    for await (const message of messagesFrom(socket)) {
      if (message.type === 'X') break;
      unit.push(marked(message, mark));
      if (!ENDS.has(message.type)) continue;
      release ??= await turns.take();
      const said = await db.runExclusive(() => answers(db, unit));
      unit = [];
      if (stateOf(said) === IDLE) {
        release();
        release = undefined;
      }
      socket.write(said);
    }
  } catch {
    socket.destroy();
  } finally {
    if (release !== undefined) await db.exec('ROLLBACK').catch(() => {});
    release?.();
    socket.end();
  }
}

async function answers(db: PGlite, unit: readonly Message[]): Promise<Buffer> {
  const said: Uint8Array[] = [];
  for (const { bytes } of unit) said.push((await db.execProtocolRaw(bytes)).slice());
  return Buffer.concat(said);
}

/** Whether a transaction is open, by the last message of an answer. */
const stateOf = (said: Buffer): number | undefined => (said.at(-6) === READY ? said.at(-1) : undefined);

async function* messagesFrom(socket: Socket): AsyncGenerator<Message> {
  let held = Buffer.alloc(0);
  let isStarted = false;
  for await (const piece of socket) {
    held = Buffer.concat([held, piece as Buffer]);
    for (;;) {
      const start = isStarted ? 1 : 0;
      if (held.length < start + 4) break;
      const end = start + held.readInt32BE(start);
      if (held.length < end) break;
      const bytes = held.subarray(0, end);
      held = held.subarray(end);
      if (isStarted) yield { type: String.fromCharCode(bytes[0]!), bytes };
      else if (bytes.readInt32BE(4) === SSL_REQUEST) socket.write('N');
      else {
        isStarted = bytes.readInt32BE(4) === PROTOCOL_3;
        yield { type: '', bytes };
      }
    }
  }
}

/** The message with the client's mark on the name of the statement in it, where it has one. */
function marked({ type, bytes }: Message, mark: string): Message {
  const at = nameAt(type, bytes);
  if (at === undefined || bytes[at] === 0) return { type, bytes };
  const renamed = Buffer.concat([bytes.subarray(0, at), Buffer.from(mark), bytes.subarray(at)]);
  renamed.writeInt32BE(renamed.length - 1, 1);
  return { type, bytes: renamed };
}

function nameAt(type: string, bytes: Buffer): number | undefined {
  if (type === 'P') return 5;
  if (type === 'B') return bytes.indexOf(0, 5) + 1;
  return (type === 'D' || type === 'C') && bytes[5] === 'S'.charCodeAt(0) ? 6 : undefined;
}

/** Who has the session, one after the other. */
class Turns {
  private last: Promise<void> = Promise.resolve();

  /** @returns what ends the turn. */
  async take(): Promise<() => void> {
    const before = this.last;
    const turn = Promise.withResolvers<void>();
    this.last = turn.promise;
    await before;
    return turn.resolve;
  }
}
