import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoredFile } from '../../plugin-api/files.js';
import type { Job } from '../../plugin-api/jobs.js';
import type { EmbeddedResource } from '../../plugin-api/resource-content.js';
import type { Media } from '../../plugin-api/tool-result.js';
import type { JobOutcome } from './job-kind.js';

interface Block {
  type: string;
  text?: string;
  data?: string;
  mimeType?: string;
  uri?: string;
  name?: string;
  size?: number;
  resource?: { uri: string; mimeType: string; text?: string; blob?: string };
  _meta?: Record<string, unknown>;
}

/** A call's result in MCP's words, as it is kept. */
interface KeptResult {
  content: Block[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
  _meta?: Record<string, unknown>;
}

/** What is kept of a call in the background that has ended. */
export interface CallOutcome {
  result: KeptResult;
}

const ERROR = 'openai-mcp-host/error';
const FILE = 'openai-mcp-host/file';

/** A call's result as a job has it. */
export function callOutcomeOf({ content, structuredContent, isError, _meta }: KeptResult): JobOutcome {
  if (isError) return { problem: _meta?.[ERROR] as NonNullable<Job['problem']> };
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('\n');
  const files = content
    .filter(({ type, uri }) => type === 'resource_link' && uri?.startsWith('file:'))
    .map(fileOf);
  const mediaOf = (type: string): Media[] =>
    content
      .filter((block) => block.type === type)
      .map(({ data = '', mimeType = '', _meta: meta }) => {
        const file = files.find(({ uri }) => uri === meta?.[FILE]);
        return { data: Buffer.from(data, 'base64'), mimeType, ...(file && { file }) };
      });
  const resources = content.flatMap(({ resource }) => (resource === undefined ? [] : [resourceOf(resource)]));
  return {
    text,
    ...(structuredContent && { data: structuredContent }),
    attachments: { images: mediaOf('image'), sounds: mediaOf('audio'), resources, files },
  };
}

function fileOf({ uri = '', name, mimeType = 'application/octet-stream', size = 0 }: Block): StoredFile {
  const path = fileURLToPath(uri);
  return { uri, path, name: name ?? basename(path), mimeType, size };
}

const resourceOf = ({
  uri,
  mimeType,
  text,
  blob = '',
}: NonNullable<Block['resource']>): EmbeddedResource => ({
  ...{ uri, mimeType },
  content: text ?? Buffer.from(blob, 'base64'),
});
