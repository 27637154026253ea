import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestWeb, testWeb } from './web-server.js';

const NAMES = {
  'loopback.test': ['127.0.0.1'],
  'private.test': ['10.1.2.3'],
  'mixed.test': ['93.184.216.34', '127.0.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'wire.test': ['168.63.129.16'],
  'ec2.test': ['fd00:ec2::254'],
  'compatible.test': ['::7f00:1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'files.test': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
};

const outline = ({ code, message, hint }: { code: string; message: string; hint?: string | undefined }) => ({
  code,
  message,
  hint,
});

describe('the guard of what is fetched', () => {
  let web: TestWeb;
  let here: string;

  beforeEach(async () => {
    web = await testWeb((_, response) => response.end('secret'), NAMES);
    here = `:${web.port}/`;
  });

  afterEach(() => web.close());

  test.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://017700000001',
    'http://0x7f000001',
    'http://0x7f.0.0.1',
    'http://①②⑦.0.0.1',
    'http://0.0.0.0',
    'http://0',
    'http://localhost',
    'http://LOCALHOST.',
    'http://a.localhost',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::127.0.0.1]',
    'http://[64:ff9b:1::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://[2001:0:7f00:1::]',
    'http://[fe80::1]',
    'http://[fec0::1]',
    'http://[fd00:ec2::254]',
    'http://[ff02::1]',
    'http://10.0.0.1',
    'http://172.16.0.1',
    'http://192.168.1.1',
    'http://100.64.0.1',
    'http://169.254.169.254',
    'http://168.63.129.16',
    'http://192.0.0.192',
    'http://198.18.0.1',
    'http://224.0.0.1',
    'http://255.255.255.255',
    'https://127.0.0.1',
    'http://intranet',
    'http://printer.local',
    'http://metadata.google.internal',
    'http://loopback.test',
    'http://private.test',
    'http://mixed.test',
    'http://mapped.test',
    'http://metadata.test',
    'http://wire.test',
    'http://ec2.test',
    'http://compatible.test',
    'http://nat64.test',
    'http://nobody.test',
  ])('refuses %s, in the same words whatever is there, and asks nothing', async (address) => {
    const failure = await web.failure(address + here);

    expect(outline(failure)).toEqual({
      code: 'URL_NOT_ALLOWED',
      message: 'This address is not fetched: its host is unknown, private, or shut out.',
      hint: expect.stringContaining('files.fetch.allowPrivate'),
    });
    expect(web.requests).toEqual([]);
  });

  test.each([
    ['ftp://files.test/', 'Only http and https'],
    ['http://user@files.test/', 'user name or a password'],
    ['http://:secret@files.test/', 'user name or a password'],
    ['http://[::1', 'malformed'],
    ['http://example.com:25/', 'port 25'],
    ['https://example.com:22/', 'port 22'],
  ])('refuses %s', async (address, words) => {
    const failure = await web.failure(address);

    expect(failure).toMatchObject({ code: 'URL_NOT_ALLOWED', message: expect.stringContaining(words) });
    expect(web.lookups).toEqual([]);
  });

  test('fetches from a private host that is named, whatever the spelling, and from no other', async () => {
    const section = { allowPrivate: ['Files.test.', '127.0.0.1'] };

    const fetched = await Promise.all(
      ['http://files.test', 'http://FILES.test.', 'http://127.1'].map((address) =>
        web.fetcher(section).fetch(address + here, 1000, new AbortController().signal),
      ),
    );

    expect(fetched.map(({ size }) => size)).toEqual([6, 6, 6]);
    expect(await web.failure(`http://loopback.test${here}`, { section })).toMatchObject({
      code: 'URL_NOT_ALLOWED',
    });
  });

  test('keeps the addresses shut where a cloud tells its secrets, even to a host that is named', async () => {
    const allowPrivate = ['metadata.test', 'ec2.test', 'wire.test', '169.254.169.254', '[fd00:ec2::254]'];
    const addresses = ['metadata.test', 'ec2.test', 'wire.test', '169.254.169.254', '[fd00:ec2::254]'];

    const failures = await Promise.all(
      addresses.map((host) => web.failure(`http://${host}/`, { section: { allowPrivate } })),
    );

    expect(failures.map(({ code }) => code)).toEqual(addresses.map(() => 'URL_NOT_ALLOWED'));
  });

  test('resolves a name once for each request, so that a second answer can not slip in', async () => {
    const section = { allowPrivate: ['files.test'] };

    await web.fetcher(section).fetch(`http://files.test${here}`, 1000, new AbortController().signal);
    await web.failure(`http://loopback.test${here}`, { section });

    expect(web.lookups).toEqual(['files.test', 'loopback.test']);
  });

  test.each<[string, Record<string, string[]>]>([
    ['a host that is not among those allowed', { allowHosts: ['*.example.com', 'example.org'] }],
    [
      'a host that is denied, though it is named as a private one',
      { allowPrivate: ['files.test'], denyHosts: ['*.TEST'] },
    ],
    ['a host that is denied by one character', { allowPrivate: ['files.test'], denyHosts: ['file?.test'] }],
  ])('refuses %s', async (_, section) => {
    const failure = await web.failure(`http://files.test${here}`, { section });

    expect(failure).toMatchObject({ code: 'URL_NOT_ALLOWED' });
    expect(web.lookups).toEqual([]);
  });

  test('lets a pattern stand for nothing but what it says', async () => {
    const section = { allowHosts: ['*.example.com'] };

    await Promise.all(
      ['http://evilexample.com/', 'http://example.com/', 'http://example.com.evil.org/'].map((address) =>
        web.failure(address, { section }),
      ),
    );
    await web.failure('http://a.b.example.com/', { section });

    expect(web.lookups).toEqual(['a.b.example.com']);
  });

  test('fetches nothing where that is off', async () => {
    const failure = await web.failure('http://example.com/', { section: { enabled: false } });

    expect(failure).toMatchObject({
      code: 'URL_NOT_ALLOWED',
      message: expect.stringContaining('Nothing is fetched'),
    });
  });

  test('asks no proxy, which would resolve names for itself', async () => {
    let asked = 0;
    const proxy = createServer((_, response) => response.end(String(++asked)));
    proxy.on('connect', (_, socket) => socket.end(String(++asked)));
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    vi.stubEnv('HTTP_PROXY', address).stubEnv('HTTPS_PROXY', address).stubEnv('NODE_USE_ENV_PROXY', '1');

    const failures = await Promise.all([
      web.failure('http://private.test/'),
      web.failure('https://private.test/'),
    ]);
    await web
      .fetcher({ allowPrivate: ['files.test'] })
      .fetch(`http://files.test${here}`, 1000, new AbortController().signal);

    vi.unstubAllEnvs();
    await new Promise((closed) => proxy.close(closed));
    expect(failures.map(({ code }) => code)).toEqual(['URL_NOT_ALLOWED', 'URL_NOT_ALLOWED']);
    expect(asked).toBe(0);
    expect(web.requests).toHaveLength(1);
  });
});
