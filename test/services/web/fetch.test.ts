import { readdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestWeb, testWeb } from './web-server.js';

const NAMES = { 'files.test': ['127.0.0.1'], 'inside.test': ['127.0.0.1'] };
const section = { allowPrivate: ['files.test'] };

/** A server that does what the path says. */
function serve({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(url, `http://${headers.host}`);
  const to = (location: string) =>
    response.writeHead(302, { location, 'set-cookie': 'session=1' }).end('x'.repeat(100_000));
  const hops = Number(searchParams.get('hops'));
  const pages: Record<string, () => void> = {
    '/cat': () => response.end('meow'),
    '/to': () => to(searchParams.get('url')!),
    '/hops': () => to(hops > 1 ? `/hops?hops=${hops - 1}` : 'cat'),
    '/loop': () => to('/loop'),
    '/nowhere': () => response.writeHead(302).end(),
    '/missing': () => response.writeHead(404).end('no such page, says the server'),
    '/partial': () => response.writeHead(206).end('meow'),
    '/announced': () => response.writeHead(200, { 'content-length': 5_000 }).write('x'),
    '/endless': () => {
      const more = () =>
        void (response.write('x'.repeat(10_000)) ? setImmediate(more) : response.once('drain', more));
      more();
    },
    '/cut': () => {
      response.writeHead(200, { 'content-length': 500 }).write('half');
      setImmediate(() => response.destroy());
    },
    '/silent': () => {},
    '/trickle': () => void setInterval(() => response.write('x'), 10).unref(),
    '/packed': () => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('meow')),
    '/bomb': () =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    '/broken': () => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    '/unknown': () => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
  };
  pages[pathname]!();
}

describe('fetching a file', () => {
  let web: TestWeb;
  let base: string;

  beforeEach(async () => {
    web = await testWeb(serve, NAMES);
    base = `http://files.test:${web.port}`;
  });

  afterEach(() => web.close());

  const fetch = (path: string) => web.fetcher(section).fetch(base + path, 1000, new AbortController().signal);
  const failure = (path: string, more: Parameters<TestWeb['failure']>[1] = {}) =>
    web.failure(base + path, { section, ...more });

  test.each(['/cat', '/packed', '/hops?hops=5', '/to?url=cat'])('gives what is at %s', async (path) => {
    const { file, size } = await fetch(path);

    const content = Buffer.alloc(10);
    const { bytesRead } = await file.handle.read(content, 0, 10, 0);
    expect([size, content.toString('utf8', 0, bytesRead)]).toEqual([4, 'meow']);
  });

  test('tells nothing of anybody: no cookie, no key, not where it came from', async () => {
    await fetch('/hops?hops=2');

    expect(web.requests).toHaveLength(3);
    for (const { headers, method } of web.requests) {
      expect(method).toBe('GET');
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ]);
      expect(headers['accept-encoding']).toBe('identity');
    }
  });

  test.each([
    'http://127.0.0.1:PORT/cat',
    'http://inside.test:PORT/cat',
    'http://[::ffff:127.0.0.1]:PORT/cat',
    '//2130706433:PORT/cat',
    'http://nobody.test/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'gopher://files.test:PORT/',
    'data:,meow',
    'http://user:pass@files.test:PORT/cat',
    'http://[',
  ])('follows no redirect to %s', async (target) => {
    const url = encodeURIComponent(target.replace('PORT', String(web.port)));

    const result = await failure(`/to?url=${url}`);

    expect(result).toMatchObject({ code: 'URL_NOT_ALLOWED' });
    expect(web.requests).toHaveLength(1);
  });

  test.each([
    ['/hops?hops=6', 'more than 5 times'],
    ['/loop', 'more than 5 times'],
    ['/nowhere', 'status 302'],
    ['/missing', 'status 404'],
    ['/partial', 'status 206'],
    ['/cut', 'transfer failed'],
    ['/broken', 'transfer failed'],
    ['/unknown', 'unknown way'],
  ])('fails for %s, in words of our own', async (path, words) => {
    const result = await failure(path);

    expect(result).toMatchObject({ code: 'URL_NOT_FETCHED', message: expect.stringContaining(words) });
    expect(`${result.message} ${result.hint}`).not.toContain('says the server');
    expect(await readdir(web.folder).catch(() => [])).toEqual([]);
  });

  test("stops at the config's limit, whatever the tool would take", async () => {
    const result = await failure('/bomb', { maxBytes: 16 * 1024 ** 3, section: { ...section, maxMB: 1 } });

    expect(result).toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringContaining('1,000,000 bytes'),
    });
    expect(await readdir(web.folder)).toEqual([]);
  });

  test.each(['/announced', '/endless', '/bomb'])('stops at the limit and keeps nothing: %s', async (path) => {
    const result = await failure(path, { maxBytes: 100_000 / (path === '/announced' ? 100 : 1) });

    expect(result).toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await readdir(web.folder).catch(() => [])).toEqual([]);
    await expect.poll(() => web.requests[0]!.socket.destroyed).toBe(true);
  });

  test.each(['/silent', '/trickle', '/loop'])('gives up when the time is over: %s', async (path) => {
    const result = await failure(path, {
      section: { ...section, timeoutSeconds: path === '/loop' ? 120 : 0.3 },
    });

    expect(result).toMatchObject({ code: 'URL_NOT_FETCHED' });
    await expect.poll(() => web.requests.every(({ socket }) => socket.destroyed)).toBe(true);
    expect(await readdir(web.folder).catch(() => [])).toEqual([]);
  });

  test.each(['/silent', '/trickle'])('ends with the call: %s', async (path) => {
    const ending = new AbortController();
    const failing = failure(path, { signal: ending.signal });
    await expect.poll(() => web.requests.length).toBe(1);

    ending.abort(new RangeError('cancelled'));

    expect(await failing).toBeInstanceOf(RangeError);
    await expect.poll(() => web.requests[0]!.socket.destroyed).toBe(true);
    expect(await readdir(web.folder).catch(() => [])).toEqual([]);
  });

  test('fetches many side by side, each into a file of its own', async () => {
    const fetched = await Promise.all(Array.from({ length: 50 }, () => fetch('/cat')));

    expect(new Set(fetched.map(({ file }) => file.path)).size).toBe(50);
    await Promise.all(fetched.map(({ file }) => file.remove()));
    expect(await readdir(web.folder)).toEqual([]);
  });
});
