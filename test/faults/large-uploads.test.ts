import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FakeOpenAI } from '../support/fake-openai.js';
import { peakMemory } from '../support/peak-memory.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { startUploadingOpenAI, type UploadingOpenAI } from '../support/uploading-openai.js';

const MB = 1024 * 1024;
/** `UPLOAD_MB=1024 npx vitest run test/faults/large-uploads.test.ts` tells what a larger one takes. */
const LARGE_MB = Number(process.env.UPLOAD_MB ?? 400);

let upstream: UploadingOpenAI;
let served: RawProcess;

afterEach(async () => {
  await served.stop();
  await upstream.stop();
});

test.runIf(process.platform === 'linux')(
  'a large file that goes in parts is never in memory',
  { timeout: 600_000 },
  async () => {
    upstream = await startUploadingOpenAI();
    served = await shakenProcess({
      upstream: upstream as unknown as FakeOpenAI,
      config: { plugins: { files: true }, files: { roots: ['.'] } },
    });
    const upload = async (name: string, bytes: number) => {
      await writeFile(join(served.folder, name), 'x');
      await truncate(join(served.folder, name), bytes);
      const { result } = await served.ask('tools/call', {
        name: 'upload-file',
        arguments: { file: name, purpose: 'assistants' },
      });
      return result.structuredContent;
    };
    await upload('small.txt', 1000);
    const before = await peakMemory(served.pid);

    const large = await upload('large.txt', LARGE_MB * MB);

    const after = await peakMemory(served.pid);
    process.stderr.write(
      `${LARGE_MB} MB: VmHWM ${before >> 10} MiB after a small file, ${after >> 10} MiB after it.\n`,
    );
    expect(large).toMatchObject({ bytes: LARGE_MB * MB });
    expect(after - before).toBeLessThan(100_000);
  },
);
