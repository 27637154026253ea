import type { CallToolResult } from '@modelcontextprotocol/client';

type Json = Record<string, unknown>;

/** What the model reads. */
export const textOf = ({ content }: CallToolResult): string =>
  content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');

/** The structured error of a failed call; undefined where it went well. */
export const errorOf = ({ isError, _meta }: CallToolResult) =>
  isError
    ? (_meta?.['openai-mcp-host/error'] as {
        code: string;
        message: string;
        hint?: string;
        retryAfterSeconds?: number;
        requestId?: string;
      })
    : undefined;

export const usageOf = ({ _meta }: CallToolResult) => _meta?.['openai-mcp-host/usage'] as Json;
export const notesOf = ({ _meta }: CallToolResult) =>
  _meta?.['openai-mcp-host/notes'] as string[] | undefined;
