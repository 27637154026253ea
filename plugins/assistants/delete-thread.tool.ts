import { IsBoolean, IsString } from 'class-validator';
import { confirmed, Describe, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { NOT_CONFIRMED, THREAD_ERRORS } from './errors.js';
import { Conversations } from './thread/conversations.js';
import { OwnHistory } from './thread/own-history.js';
import { Threads } from './thread/threads.js';

class DeleteThreadInput {
  @Describe('thread_…')
  @IsString()
  thread_id!: string;

  @Describe('The person has agreed')
  @IsBoolean()
  confirm = false;
}

class DeleteThreadOutput {
  @IsString()
  id!: string;

  @IsBoolean()
  deleted!: boolean;
}

@Tool({
  name: 'delete-thread',
  title: 'Delete a thread',
  description: 'Delete a thread with all that was said in it.',
  input: DeleteThreadInput,
  output: DeleteThreadOutput,
  effect: 'destructive',
  errors: { ...THREAD_ERRORS, ...NOT_CONFIRMED },
})
export class DeleteThread {
  constructor(
    private readonly threads: Threads,
    private readonly conversations: Conversations,
    private readonly own: OwnHistory,
  ) {}

  async run(
    { thread_id: id, confirm }: DeleteThreadInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteThreadOutput>> {
    const { title } = (await this.threads.get(id, call)).value;
    await confirmed(`Delete the thread "${title}" with all that was said in it?`, confirm, call);
    await this.threads.hold(id, call, async (thread) => {
      const { conversation } = thread.value;
      if (conversation !== undefined && this.conversations.areThere)
        await this.conversations.delete(conversation);
      else if (conversation !== undefined)
        call.note(
          `Its conversation ${conversation} lies at OpenAI, which this server does not ask; it stays there.`,
        );
      await this.own.clear(id, call);
      await this.threads.delete(id, call);
    });
    return new ToolResult({ id, deleted: true }, `"${title}" (${id}) is deleted.`);
  }
}
