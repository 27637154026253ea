import { IsArray, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, type Kept, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { THREAD_ERRORS } from './errors.js';
import { type ShownMessage, shownItem, shownMessage } from './thread/conversation-items.js';
import { Conversations } from './thread/conversations.js';
import { OwnHistory } from './thread/own-history.js';
import type { Thread } from './thread/thread.js';
import { Threads } from './thread/threads.js';

class ListMessagesInput {
  @Describe('Left out: lists threads')
  @IsOptional()
  @IsString()
  thread_id?: string;

  @Describe('Of a page')
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @Describe('For the next page')
  @IsOptional()
  @IsString()
  after?: string;
}

class ListMessagesOutput {
  @IsArray()
  data!: object[];

  @IsOptional()
  @IsString()
  after?: string;
}

@Tool({
  name: 'list-messages',
  title: 'List messages',
  description: 'The latest of a thread; after: older ones.',
  input: ListMessagesInput,
  output: ListMessagesOutput,
  effect: 'read-only',
  errors: { THREAD_NOT_FOUND: THREAD_ERRORS.THREAD_NOT_FOUND },
})
export class ListMessages {
  constructor(
    private readonly threads: Threads,
    private readonly conversations: Conversations,
    private readonly own: OwnHistory,
  ) {}

  async run(
    { thread_id: id, limit, after }: ListMessagesInput,
    call: ToolCall,
  ): Promise<ToolResult<ListMessagesOutput>> {
    if (id === undefined) return this.listThreads(limit, after, call);
    const { value } = await this.threads.get(id, call);
    const { data, next } = await this.page(id, value, limit, after, call);
    const lines = data.map(lineOn);
    if (lines.length === 0) lines.push('Nothing was said yet.');
    return listed(data, next, lines);
  }

  /** In the order in which they were said. */
  private async page(
    id: string,
    { conversation, count }: Thread,
    limit: number,
    after: string | undefined,
    call: ToolCall,
  ): Promise<{ data: ShownMessage[]; next: string | undefined }> {
    if (conversation !== undefined) {
      const page = await this.conversations.page(conversation, limit, after);
      const data = page.items.flatMap((item) => shownItem(item) ?? []).reverse();
      return { data, next: page.after };
    }
    const number = Number(/^msg_(\d+)$/.exec(after ?? '')?.[1] ?? count);
    const from = Math.max(0, Math.min(number, count) - limit);
    const messages = await this.own.read(id, from, Math.min(number, count), call);
    const data = messages.map((message, index) => shownMessage(message, from + index));
    return { data, next: from > 0 ? `msg_${from}` : undefined };
  }

  private async listThreads(limit: number, after: string | undefined, call: ToolCall) {
    const found = await this.threads.list(after, limit + 1, call);
    const kept = found.slice(0, limit);
    const lines = kept.map(({ id, value }) => `${id} "${value.title}" with ${value.assistant}`);
    if (lines.length === 0) lines.push('There are no threads here: ask-assistant begins them.');
    return listed(kept.map(threadFacts), found.length > limit ? kept.at(-1)!.id : undefined, lines);
  }
}

const threadFacts = ({ id, value, createdAt, updatedAt }: Kept<Thread>) => ({
  ...{ id, title: value.title, assistant_id: value.assistant },
  ...(value.pending.length > 0 && { waits_for: value.pending }),
  ...{ created_at: createdAt, updated_at: updatedAt },
});

const lineOn = ({ role, text, tool_calls: calls = [], tool_call_id: answered }: ShownMessage): string =>
  [
    ...(text === '' && calls.length > 0
      ? [`${role}:`]
      : [`${role}${answered === undefined ? '' : ` (${answered})`}: ${text}`]),
    ...calls.map(({ id, name, arguments: args }) => `  calls ${name}(${args}) as ${id}`),
  ].join('\n');

function listed(data: object[], next: string | undefined, lines: string[]): ToolResult<ListMessagesOutput> {
  if (next !== undefined) lines.push(`There are more: after ${next}.`);
  return new ToolResult({ data, ...(next !== undefined && { after: next }) }, lines.join('\n'));
}
