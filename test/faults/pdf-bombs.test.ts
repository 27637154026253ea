import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { callTool } from '../drills/job-servers.js';
import { samplePdf } from '../plugins/vision/sample-pdfs.js';
import { startFakeOpenAI } from '../support/fake-openai.js';
import { peakMemory } from '../support/peak-memory.js';
import { shakenProcess } from '../support/raw-process.js';

const MB = 1024 * 1024;

/** Unpacks into 1,000 times its size. */
async function bomb(bytes: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  const packed = deflateSync(Buffer.alloc(bytes, ' '), { level: 9 });
  const { context } = document;
  const content = context.register(context.stream(packed, { Filter: 'FlateDecode' }));
  document.addPage().node.set(PDFName.of('Contents'), content);
  return Buffer.from(await document.save());
}

test.runIf(process.platform === 'linux')(
  'A PDF that unpacks into all memory is refused, the others are indexed, and the server stays small',
  { timeout: 60_000 },
  async () => {
    const upstream = await startFakeOpenAI(({ body }) => {
      const data = [body.input].flat().map((_, index) => ({ object: 'embedding', index, embedding: [1, 2] }));
      return {
        json: { object: 'list', model: body.model, data, usage: { prompt_tokens: 1, total_tokens: 1 } },
      };
    });
    const served = await shakenProcess({ upstream, config: { files: { roots: ['.'] } } });
    const put = async (name: string, bytes: Uint8Array) => {
      await writeFile(join(served.folder, name), bytes);
      return name;
    };
    const documents = [
      await put('first.pdf', await samplePdf(1)),
      await put('bomb.pdf', await bomb(400 * MB)),
      await put('last.pdf', await samplePdf(2)),
    ];
    const index = (names: string[]) =>
      callTool(served, 'index-documents', { collection: 'books', documents: names });
    await index(documents.slice(0, 1));
    const before = await peakMemory(served.pid);

    const result = await index(documents);

    const after = await peakMemory(served.pid);
    await served.stop();
    await upstream.stop();
    expect(result.structuredContent).toMatchObject({ indexed: 1, unchanged: 1, failed: 1 });
    expect(result.content[0].text).toMatch(/bomb\.pdf: FILE_TOO_LARGE/);
    expect(after - before).toBeLessThan(100_000);
  },
);
