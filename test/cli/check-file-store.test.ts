import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { startObjectStore, type TestStore } from '../support/object-store.js';
import { runBin } from './run-bin.js';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

let store: TestStore;
let sandbox: Sandbox;

beforeEach(async () => {
  store = await startObjectStore();
  sandbox = await startSandbox();
});
afterEach(async () => {
  await Promise.all([store.stop(), sandbox.stop()]);
});

const check = (flags: string[], section: Record<string, string> = {}) =>
  runBin(['check', ...flags], {
    config: { files: { store: { ...store.section, ...section } } },
    env: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: sandbox.baseURL },
  });

describe('check of the object store', () => {
  test('--online writes, reads and deletes a file, and leaves nothing there', async () => {
    const { code, stdout } = await check(['--online']);

    expect(stdout).toMatch(/^✓ .*the bucket made at 127\.0\.0\.1:\d+: a file was written, read and deleted/m);
    expect(code).toBe(0);
    expect(store.asked.map((line) => line.split('/')[0])).toEqual(['PUT ', 'GET ', 'DELETE ']);
    expect(await store.keys()).toEqual([]);
  });

  test('otherwise it is not asked', async () => {
    const { code } = await check([]);

    expect(code).toBe(0);
    expect(store.asked).toEqual([]);
  });

  test.each<{ what: string; section: Record<string, string>; aheadMs?: number; says: string }>([
    {
      what: 'secret key',
      section: { secretKey: 'other' },
      says: 'SignatureDoesNotMatch: files.store.secretKey',
    },
    { what: 'access key', section: { accessKey: 'other' }, says: 'InvalidAccessKeyId: it does not know' },
    {
      what: 'region',
      section: { region: 'other' },
      says: 'AuthorizationHeaderMalformed: files.store.region',
    },
    { what: 'bucket', section: { bucket: 'other' }, says: 'NoSuchBucket: there is no bucket' },
    { what: 'clock', section: {}, aheadMs: 20 * 60_000, says: "RequestTimeTooSkewed: this machine's clock" },
    { what: 'address', section: { endpoint: 'http://127.0.0.1:2' }, says: '(ECONNREFUSED)' },
  ])('--online says so when the $what is wrong', async ({ section, aheadMs = 0, says }) => {
    store.clock.aheadMs = aheadMs;

    const { code, stdout } = await check(['--online'], section);

    expect(stdout).toContain('OBJECT_STORE_UNUSABLE');
    expect(stdout).toContain(says);
    expect(stdout).not.toContain('S3RVER');
    expect(code).toBe(1);
  });
});
