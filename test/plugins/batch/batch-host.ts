import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { CancelBatch } from '../../../plugins/batch/cancel-batch.tool.js';
import { CreateBatch } from '../../../plugins/batch/create-batch.tool.js';
import { GetBatch } from '../../../plugins/batch/get-batch.tool.js';
import { GetBatchResults } from '../../../plugins/batch/get-batch-results.tool.js';
import { ListBatches } from '../../../plugins/batch/list-batches.tool.js';
import batch from '../../../plugins/batch/plugin.js';
import { RetryBatch } from '../../../plugins/batch/retry-batch.tool.js';
import { GetJob } from '../../../plugins/jobs/get-job.tool.js';
import { ListJobs } from '../../../plugins/jobs/list-jobs.tool.js';
import jobs from '../../../plugins/jobs/plugin.js';
import { startSandbox } from '../../../src/sandbox/start-sandbox.js';
import type { RecordedRequest } from '../../../src/testing/recorded-request.js';
import type { Reply } from '../../../src/testing/reply.js';

const MOST_LOOKS = 10;
const PLUGINS = [
  { ...batch, tools: [CancelBatch, CreateBatch, GetBatch, GetBatchResults, ListBatches, RetryBatch] },
  { ...jobs, tools: [GetJob, ListJobs] },
].map(definePlugin);

// biome-ignore lint/suspicious/noExplicitAny: a test reads what its own call brings
type Json = any;

export interface BatchOutcome {
  structured: Json;
  text: string;
  code: string | undefined;
  files: string[];
}

export interface BatchHost extends TestHost {
  call(tool: string, input?: object): Promise<BatchOutcome>;
  /** Looks at a batch until it has ended. */
  untilEnded(id: string): Promise<BatchOutcome>;
  /** What was asked of the API, as `POST /batches`; looks and lists left out. */
  asked(): string[];
  /** The lines of the files that were uploaded, file by file. */
  uploads(): Promise<Json[][]>;
  /** What the sandbox answers, for a script that does something else with it. */
  forward(request: RecordedRequest): Promise<Reply>;
}

/** The batch tools behind a real client, with the sandbox in OpenAI's place. */
export async function batchHost(options: TestHostOptions = {}): Promise<BatchHost> {
  const sandbox = await startSandbox();
  const host = await testHost({ plugins: PLUGINS, ...options });
  const forward = async ({ method, path, headers, text }: RecordedRequest): Promise<Reply> => {
    const answer = await fetch(sandbox.baseURL + path, {
      method,
      ...(text !== '' && { body: text, headers: { 'content-type': headers['content-type'] ?? '' } }),
    });
    const type = answer.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: { 'content-type': type }, bytes };
  };
  host.openai.always('*', forward);

  const call = async (tool: string, input: object = {}): Promise<BatchOutcome> => {
    const { content, structuredContent, _meta, isError } = await host.callTool(tool, input);
    const error = _meta?.['openai-mcp-host/error'] as { code: string } | undefined;
    return {
      structured: structuredContent ?? {},
      text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n'),
      code: isError ? error?.code : undefined,
      files: content.flatMap((block) => (block.type === 'resource_link' ? [block.uri] : [])),
    };
  };
  return {
    ...host,
    call,
    async untilEnded(id) {
      for (let look = 0; look < MOST_LOOKS; look += 1) {
        const seen = await call('get-batch', { id });
        if (['completed', 'failed', 'cancelled'].includes(seen.structured.status)) return seen;
      }
      throw new Error('It never ends.');
    },
    asked: () =>
      host.openai.requests.filter(({ method }) => method === 'POST').map(({ path }) => `POST ${path}`),
    uploads: () => Promise.all(host.openai.requests.filter(({ path }) => path === '/files').map(linesIn)),
    forward,
    async close() {
      await host.close();
      await sandbox.stop();
    },
  };
}

async function linesIn({ body }: RecordedRequest): Promise<Json[]> {
  const text: string = await body.file.text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
