import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FetchSection } from '../../../src/config/sections/fetch-section.js';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

const LIMIT = { maxBytes: 1000 };

describe('opening an address', () => {
  let parent: string;
  let temporary: string;
  let server: Server;
  let base: string;
  let files: LocalFiles;
  let content: Buffer;

  beforeEach(async () => {
    parent = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
    temporary = join(parent, 'temporary');
    content = Buffer.from('%PDF-1.7\n');
    server = createServer((_, response) => response.end(content));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    files = filesIn(parent, {}, { fetch: { ...new FetchSection(), allowPrivate: ['127.0.0.1'] } });
  });

  afterEach(async () => {
    await files.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(parent, { recursive: true });
  });

  test.each<[string, string, string]>([
    ['/Annual%20Report.pdf?x=1', '%PDF-1.7\n', 'annual-report.pdf'],
    ['/report.html', '%PDF-1.7\n', 'report.pdf'],
    ['/', '%PDF-1.7\n', '127-0-0-1.pdf'],
    ['/notes.md', '# Notes', 'notes.md'],
    ['/table.csv', 'a,b\n1,2', 'table.csv'],
    ['/script.sh', 'echo', 'script.txt'],
    ['/..%2f..%2fetc%2fpasswd', 'root', 'etc-passwd.txt'],
    ['/%zz.bin', '\0\x01', 'zz.bin'],
  ])('names %s after its address and its content', async (path, body, name) => {
    content = Buffer.from(body, 'latin1');

    const file = await files.open(base + path, LIMIT);

    expect([file.name, file.blob.name, file.size]).toEqual([name, name, content.length]);
    expect(Buffer.from(await file.blob.bytes())).toEqual(content);
  });

  test('keeps what was fetched as long as it is open, and no longer', async () => {
    const [one, other] = await Promise.all([files.open(`${base}/a`, LIMIT), files.open(`${base}/b`, LIMIT)]);
    const whileOpen = await readdir(temporary);

    await one.close();
    const afterOne = await readdir(temporary);
    await files.close();

    expect([whileOpen.length, afterOne.length, await readdir(temporary)]).toEqual([2, 1, []]);
    await expect(other.blob.text()).rejects.toThrow();
  });

  test('reads an address at once and leaves nothing', async () => {
    const { data, mimeType, path } = await files.read(`${base}/a.pdf`, LIMIT);

    expect([data.toString(), mimeType, path]).toEqual(['%PDF-1.7\n', 'application/pdf', undefined]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('clears what a process left that was killed, and nothing else', async () => {
    const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    const name = (of: string, pid: number, nth: number) => `${of}-${pid}-00000000000${nth}-1.tmp`;
    // No process has this number: it is beyond what systems give.
    const nobody = 2 ** 22 + 1;
    const left = [name(machine, nobody, 1), name(machine, process.pid, 2)];
    const old = name('00000000', nobody, 3);
    const alive = [name(machine, process.ppid, 4), name('00000000', nobody, 5), 'notes.txt'];
    await mkdir(temporary);
    await Promise.all([...left, old, ...alive].map((each) => writeFile(join(temporary, each), 'x')));
    await utimes(join(temporary, old), new Date(0), new Date(0));

    await (await files.open(`${base}/a`, LIMIT)).close();

    expect((await readdir(temporary)).sort()).toEqual(alive.sort());
  });

  test('works again once the disk does', async () => {
    await writeFile(temporary, 'in the way');

    const failure = await files.open(`${base}/a`, LIMIT).catch((error) => error);
    await rm(temporary);
    const file = await files.open(`${base}/a`, LIMIT);

    expect(failure).toMatchObject({ code: 'URL_NOT_FETCHED' });
    expect(file.size).toBe(content.length);
  });

  test('refuses an address whose scheme is no web address', async () => {
    const failure = await files.open('ftp://127.0.0.1/a', LIMIT).catch((error) => error);

    expect(failure).toMatchObject({ code: 'URL_NOT_ALLOWED' });
  });
});
