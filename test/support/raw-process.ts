import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type ServeOptions, serverCommand } from './served-process.js';

// biome-ignore lint/suspicious/noExplicitAny: a test reads what its own request brings
type Message = any;

/** The built server without an SDK before it: the bytes as they are. */
export interface RawProcess {
  folder: string;
  pid: number;
  /** All that came over stdout, line by line. */
  lines(): string[];
  /** What came after the last whole line. */
  rest(): string;
  stderr(): string;
  /** A message, or a string that is sent as it is. */
  send(message: unknown): void;
  /** Sends a request of the older era and waits for its response. */
  ask(method: string, params?: unknown): Promise<Message>;
  /** The first message that fits, past ones included. */
  message(fits: (message: Message) => boolean): Promise<Message>;
  closeStdin(): void;
  /** As a client does that has crashed. */
  closeStdout(): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal, once all output has been read. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** Ends the server, where it still runs; its folder goes with it. */
  stop(): Promise<void>;
}

export async function rawProcess(options: ServeOptions = {}): Promise<RawProcess> {
  const { folder, command, args, env } = await serverCommand(options);
  const child = spawn(command, args, { cwd: folder, env });
  const waiting = new Set<() => void>();
  const lines: string[] = [];
  let rest = '';
  let stderr = '';
  let lastId = 0;
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);

  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    for (const look of waiting) look();
  });

  const send = (message: unknown) =>
    void child.stdin.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
  const message = (fits: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve, reject) => {
      let next = 0;
      const look = () => {
        for (; next < lines.length; next++) {
          const read = parse(lines[next]!);
          if (read === undefined || !fits(read)) continue;
          waiting.delete(look);
          return resolve(read);
        }
      };
      waiting.add(look);
      look();
      void ended.then((how) => reject(new Error(`The server ended (${how}) before it answered:\n${stderr}`)));
    });

  return {
    folder,
    pid: child.pid!,
    lines: () => lines,
    rest: () => rest,
    stderr: () => stderr,
    send,
    message,
    ask: (method, params = {}) => {
      const id = `ask-${++lastId}`;
      send({ jsonrpc: '2.0', id, method, params });
      return message((each) => each.id === id);
    },
    closeStdin: () => child.stdin.end(),
    closeStdout: () => child.stdout.destroy(),
    kill: (signal) => void child.kill(signal),
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** What an `initialize` of the older era says. */
export const handshake = (protocolVersion = '2025-11-25') => ({
  protocolVersion,
  capabilities: {},
  clientInfo: { name: 'raw', version: '1.0.0' },
});

/** What every request of the newer era carries. */
export const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1.0.0' },
};

/** A raw server past the handshake of the older era. */
export async function shakenProcess(options: ServeOptions = {}): Promise<RawProcess> {
  const served = await rawProcess(options);
  await served.ask('initialize', handshake());
  served.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return served;
}
