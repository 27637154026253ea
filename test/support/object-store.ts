import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { type Refusal, refusalOf } from './signature-check.js';

/** How a request goes wrong: an answer, also where the store has done it; a connection that breaks, before it is done or after. */
export type Mishap = Refusal | 'breaks' | 'is done and breaks' | 'breaks in its answer';

export interface TestStore {
  /** `files.store` of a config. */
  section: Record<string, string>;
  /** What it was asked and let through: `PUT /made/team/a.txt`. */
  asked: string[];
  /** How far its clock is ahead. */
  clock: { aheadMs: number };
  /** Has the next requests like this one go wrong. */
  mishap(like: RegExp, what: Mishap, times?: number): void;
  /** The keys of what lies in it. */
  keys(): Promise<string[]>;
  stop(): Promise<void>;
}

const BUCKET = 'made';
/** What s3rver puts behind the key of an object's content. */
const CONTENT = '._S3rver_object';
const KEY = { accessKey: 'S3RVER', secretKey: 'its/secret+key=', region: 'eu-north-7' };

/** An object store of S3's kind on this machine: s3rver, behind a door that checks signatures, which s3rver does not. */
export async function startObjectStore(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'openai-mcp-host-s3-'));
  const inner = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port: innerPort } = await inner.run();
  const asked: string[] = [];
  const clock = { aheadMs: 0 };
  let mishaps: { like: RegExp; what: Mishap }[] = [];

  const door = createServer(async (asking, answer) => {
    const refused = await refusalOf(asking, KEY, Date.now() + clock.aheadMs);
    if (refused !== undefined) return refuse(asking, answer, refused);
    const line = `${asking.method} ${asking.url}`;
    asked.push(line);
    const mishap = mishaps.find(({ like }) => like.test(line));
    mishaps = mishaps.filter((each) => each !== mishap);
    if (mishap === undefined) return pass(asking, answer, innerPort);
    if (typeof mishap.what === 'object') return refuse(asking, answer, mishap.what);
    if (mishap.what === 'breaks') asking.destroy();
    else pass(asking, answer, innerPort, mishap.what);
  });
  await new Promise<void>((open) => door.listen(0, '127.0.0.1', open));
  const { port } = door.address() as AddressInfo;
  return {
    ...{ asked, clock },
    section: { kind: 's3', endpoint: `http://127.0.0.1:${port}`, bucket: BUCKET, prefix: 'team/', ...KEY },
    mishap(like, what, times = 1) {
      mishaps.push(...Array.from({ length: times }, () => ({ like, what })));
    },
    async keys() {
      const names = await readdir(join(directory, BUCKET), { recursive: true });
      const contents = names.filter((name) => name.endsWith(CONTENT));
      return contents.map((name) => name.slice(0, -CONTENT.length)).sort();
    },
    async stop() {
      door.closeAllConnections();
      await new Promise((closed) => door.close(closed));
      await inner.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function refuse(asking: IncomingMessage, answer: ServerResponse, { status, word }: Refusal): void {
  asking.resume();
  asking.once('end', () => {
    answer.writeHead(status, { 'content-type': 'application/xml; charset=utf-8' });
    answer.end(
      `<?xml version="1.0"?><Error><Code>${word}</Code><Message>Of ${KEY.accessKey}.</Message></Error>`,
    );
  });
}

function pass(asking: IncomingMessage, answer: ServerResponse, port: number, breaks?: Mishap): void {
  const { method, url: path, headers } = asking;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (said) => {
    if (breaks === 'is done and breaks') {
      said.resume();
      said.once('end', () => answer.destroy());
      return;
    }
    answer.writeHead(said.statusCode ?? 502, said.headers);
    if (breaks === undefined) said.pipe(answer);
    else said.once('data', (piece: Buffer) => answer.write(piece.subarray(0, 2), () => answer.destroy()));
  });
  onward.on('error', () => answer.destroy());
  asking.once('close', () => {
    if (!asking.complete) onward.destroy();
  });
  asking.pipe(onward);
}
