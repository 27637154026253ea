import type { GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import type { CallUsage } from '../contracts/call-usage.js';
import type { Progress } from '../host/passage.js';
import { failureOf } from './test-failure.js';
import type { TestError } from './test-result.js';

interface Told {
  /** undefined where it went well. */
  error: TestError | undefined;
  /** Tokens, USD and request ids; undefined where nothing was asked of OpenAI and nothing remarked. */
  usage: CallUsage | undefined;
  /** Remarks of the plugin and the host. */
  notes: string[];
  /** Every progress message in the order in which it came. */
  progress: Progress[];
}

/** A prompt as MCP has it, and beside it what tests ask of it most. Without messages where it failed. */
export type TestPrompt = GetPromptResult &
  Told & {
    /** Every text of the messages, those of resources in them too, a line break between. */
    text: string;
  };

/** A resource as MCP has it, and beside it what tests ask of it most. Without contents where it failed. */
export type TestResource = ReadResourceResult &
  Told & {
    /** undefined where it holds bytes, or failed. */
    text: string | undefined;
    /** undefined where it holds a text, or failed. */
    bytes: Uint8Array | undefined;
    /** Of the first of its contents; undefined where it failed. */
    mimeType: string | undefined;
  };

type Holder = { text: string } | { blob: string };

const textOf = (holder: Holder): string[] => ('text' in holder ? [holder.text] : []);

/** @throws whatever is no word of the host's, as a cancelled call is. */
export async function testPrompt(asked: Promise<GetPromptResult>, progress: Progress[]): Promise<TestPrompt> {
  const { error, ...result } = await settled(asked, { messages: [] });
  const text = result.messages
    .flatMap(({ content }) =>
      content.type === 'resource'
        ? textOf(content.resource as Holder)
        : 'text' in content
          ? content.text
          : [],
    )
    .join('\n');
  return { ...result, ...told(result, error, progress), text };
}

/** @throws whatever is no word of the host's, as a cancelled call is. */
export async function testResource(
  asked: Promise<ReadResourceResult>,
  progress: Progress[],
): Promise<TestResource> {
  const { error, ...result } = await settled(asked, { contents: [] });
  const [content] = result.contents;
  return {
    ...result,
    ...told(result, error, progress),
    text: content === undefined ? undefined : textOf(content as Holder)[0],
    bytes: content !== undefined && 'blob' in content ? Buffer.from(content.blob, 'base64') : undefined,
    mimeType: content?.mimeType,
  };
}

const settled = <T extends object>(asked: Promise<T>, nothing: T): Promise<T & { error?: TestError }> =>
  asked.catch((error: unknown) => ({ ...nothing, error: failureOf(error) }));

const told = (
  { _meta = {} }: { _meta?: Record<string, unknown> | undefined },
  error: TestError | undefined,
  progress: Progress[],
): Told => ({
  error,
  usage: _meta['openai-mcp-host/usage'] as CallUsage | undefined,
  notes: (_meta['openai-mcp-host/notes'] as string[] | undefined) ?? [],
  progress,
});
