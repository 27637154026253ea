import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

export interface TestStore {
  /** `files.store` of a config. */
  section: Record<string, string>;
  /** The keys of what lies in it. */
  keys(): Promise<string[]>;
  stop(): Promise<void>;
}

const BUCKET = 'made';
/** What s3rver puts behind the key of an object's content. */
const CONTENT = '._S3rver_object';

/** An object store of S3's kind on this machine. */
export async function startObjectStore(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'openai-mcp-host-s3-'));
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  return {
    section: {
      ...{ kind: 's3', endpoint: `http://127.0.0.1:${port}`, bucket: BUCKET, prefix: 'team/' },
      ...{ accessKey: 'S3RVER', secretKey: 'S3RVER' },
    },
    async keys() {
      const names = await readdir(join(directory, BUCKET), { recursive: true });
      const contents = names.filter((name) => name.endsWith(CONTENT));
      return contents.map((name) => name.slice(0, -CONTENT.length)).sort();
    },
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
