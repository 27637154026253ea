import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { AnalyzeDocument } from '../../../plugins/vision/analyze-document.tool.js';
import { AnalyzeImage } from '../../../plugins/vision/analyze-image.tool.js';
import { CompareImages } from '../../../plugins/vision/compare-images.tool.js';
import { ExtractData } from '../../../plugins/vision/extract-data.tool.js';
import plugin from '../../../plugins/vision/plugin.js';
import type { RecordedRequest } from '../../../src/testing/recorded-request.js';

const vision = definePlugin({
  ...plugin,
  tools: [AnalyzeImage, CompareImages, AnalyzeDocument, ExtractData],
});

export interface VisionHost extends TestHost {
  /** The only folder that may be read. */
  folder: string;
}

/** The vision plugin from its sources, behind a real client, with a scripted OpenAI. */
export async function visionHost(options: TestHostOptions = {}): Promise<VisionHost> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'documents-')));
  const config = { files: { roots: [folder] }, ...options.config };
  const host = await testHost({ ...options, plugins: [vision], config });
  return Object.assign(Object.create(host) as TestHost, { folder });
}

type Part = {
  type: string;
  filename?: string;
  file_data?: string;
  file_id?: string;
  text?: string;
  image_url?: string;
};

/** The parts of the user's message in a request to /responses. */
export const partsOf = ({ body }: RecordedRequest): Part[] =>
  body.input.find(({ role }: { role: string }) => role === 'user').content;

export const bytesOf = (dataUrl: string | undefined): Buffer =>
  Buffer.from((dataUrl ?? '').slice((dataUrl ?? '').indexOf(',') + 1), 'base64');

/** What the user's text says. */
export const askedIn = (request: RecordedRequest): string =>
  partsOf(request)
    .filter(({ type }) => type === 'input_text')
    .map(({ text }) => text)
    .join('\n');
