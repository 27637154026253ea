import { IsInt, IsString } from 'class-validator';
import type { FileObject } from 'openai/resources/files';
import { ToolError, ToolResult } from 'openai-mcp-host/plugin';

/** A file at OpenAI. */
export class FileFacts {
  @IsString()
  id!: string;

  @IsInt()
  bytes!: number;

  /** Not listed, as all that follows: clients that look for it find it. */
  filename?: string;
  purpose?: string;
  created_at?: number;
  expires_at?: number | null;
}

export const factsOf = ({ id, bytes, filename, purpose, created_at, expires_at }: FileObject): FileFacts => ({
  ...{ id, bytes, filename, purpose, created_at },
  ...(expires_at && { expires_at }),
});

const time = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A file on one line. */
export function lineOf({ id, bytes, filename, purpose, created_at, expires_at }: FileObject): string {
  const until = expires_at ? `, expires ${time(expires_at)}` : '';
  return `${id} · ${filename} · ${bytes.toLocaleString('en')} bytes · ${purpose} · ${time(created_at)}${until}`;
}

export function factsResult(file: FileObject): ToolResult<FileFacts> {
  if (typeof file.bytes !== 'number' || typeof file.created_at !== 'number')
    throw new ToolError(
      'UPSTREAM_INVALID_RESPONSE',
      `The file is at OpenAI as ${file.id}, but the answer does not say more of it.`,
      'Look at it with get-file.',
    );
  return new ToolResult(factsOf(file), lineOf(file));
}
