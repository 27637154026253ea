import type { CallToolResult } from '@modelcontextprotocol/client';
import type { CallUsage } from '../contracts/call-usage.js';
import type { Progress } from '../host/passage.js';

/** Why a call failed, as the model and the client are told. */
export interface TestError {
  /** Stable: the tool's own codes and those of docs/errors.md. */
  code: string;
  message: string;
  hint?: string;
  retryAfterSeconds?: number;
  requestId?: string;
}

/** A result as MCP has it, and beside it what tests ask of it most. */
export type TestResult<Output = Record<string, unknown>> = CallToolResult & {
  /** What the model reads: every text of the content, notes and all, a line break between. */
  text: string;
  /** `structuredContent`; undefined where the call failed. */
  structured: Output | undefined;
  /** undefined where the call went well. */
  error: TestError | undefined;
  /** Tokens, USD and request ids of what the call asked of OpenAI. */
  usage: CallUsage;
  /** Remarks of the tool and the host: a model substituted, a parameter dropped. */
  notes: string[];
  /** Every progress message in the order in which it came. */
  progress: Progress[];
};

export function testResult<Output>(result: CallToolResult, progress: Progress[]): TestResult<Output> {
  const { content, structuredContent, _meta = {} } = result;
  return {
    ...result,
    text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n'),
    structured: structuredContent as Output | undefined,
    error: _meta['openai-mcp-host/error'] as TestError | undefined,
    usage: _meta['openai-mcp-host/usage'] as CallUsage,
    notes: (_meta['openai-mcp-host/notes'] as string[] | undefined) ?? [],
    progress,
  };
}
