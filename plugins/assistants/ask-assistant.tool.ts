import { IsString } from 'class-validator';
import {
  type Citation,
  type FunctionCalled,
  Shapes,
  type TextAnswer,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { AskAssistantInput, ExactQuestion } from './ask-assistant.input.js';
import { Assistants } from './assistant/assistants.js';
import { THREAD_ERRORS } from './errors.js';
import { Asking } from './thread/asking.js';
import { Attachments } from './thread/attachments.js';
import { Threads } from './thread/threads.js';

class AskAssistantOutput {
  @IsString()
  thread_id!: string;

  @IsString()
  text!: string;

  /** Any JSON there is, so no schema says anything of it. */
  json?: unknown;

  /** Functions to run. */
  tool_calls?: object[];

  citations?: Citation[];
}

@Tool({
  name: 'ask-assistant',
  title: 'Ask an assistant',
  description: 'Talk with an assistant; thread_id goes on.',
  input: AskAssistantInput,
  output: AskAssistantOutput,
  effect: 'additive',
  errors: {
    ASSISTANT_NOT_FOUND: 'There is no such assistant.',
    ...THREAD_ERRORS,
    TOOL_OUTPUTS_MISSING: 'The assistant waits for the outputs of functions.',
    TOOL_OUTPUT_UNKNOWN: 'An output is for a call that nobody waits for.',
    CONTEXT_TOO_LONG: 'What led to the calls that wait is longer than what of the thread goes along.',
  },
})
export class AskAssistant {
  constructor(
    private readonly assistants: Assistants,
    private readonly threads: Threads,
    private readonly attachments: Attachments,
    private readonly asking: Asking,
    private readonly shapes: Shapes,
  ) {}

  async run(given: AskAssistantInput, call: ToolCall): Promise<ToolResult<AskAssistantOutput>> {
    const wish = await this.shapes.check(ExactQuestion, given);
    const { input, tool_outputs: outputs } = wish;
    if (input === undefined && outputs.length + wish.files.length === 0)
      throw new ToolError('INPUT_INVALID', 'Nothing is asked.', 'Give input, files or tool_outputs.');
    const known = wish.thread_id === undefined ? undefined : await this.threads.get(wish.thread_id, call);
    const assistantId = wish.assistant_id ?? (known?.value.assistant || undefined);
    if (assistantId === undefined)
      throw new ToolError(
        'INPUT_INVALID',
        known === undefined ? 'Nobody is asked.' : 'The thread has no assistant yet.',
        'Give assistant_id, such as list-assistants has, or the thread_id of an earlier answer.',
      );
    const { value: assistant } = await this.assistants.get(assistantId, call);
    const files = await this.attachments.open(wish.files);

    const facts = { assistant: assistantId, title: titleOf(input ?? wish.files.join(', ')) };
    const { id } = known ?? (await this.threads.create(facts, call));
    call.progress(undefined, `In ${id}`);
    const answer = await this.threads.hold(id, call, async (thread) => {
      const said = await this.asking.ask(thread, assistant, { input, files, outputs }, call);
      if (thread.value.assistant !== assistantId) await thread.write({ assistant: assistantId });
      return said;
    });
    return resultOf(id, answer);
  }
}

const titleOf = (words: string) => words.replace(/\s+/g, ' ').trim().slice(0, 100).toWellFormed();

function resultOf(id: string, answer: TextAnswer): ToolResult<AskAssistantOutput> {
  const { text, json, calls, citations } = answer;
  const lines = [
    text,
    ...calls.map(wordsOn),
    ...(citations ?? []).map(
      (each) =>
        `Source: ${'url' in each ? `${each.title} ${each.url}` : `${each.filename} (${each.file_id})`}`,
    ),
    `(${id})`,
  ];
  return new ToolResult(
    {
      thread_id: id,
      text,
      ...(json !== undefined && { json }),
      ...(calls.length > 0 && { tool_calls: calls.map(callMade) }),
      ...(citations !== undefined && { citations }),
    },
    lines.filter((line) => line !== '').join('\n'),
  );
}

const wordsOn = ({ id, name, arguments: args, problems }: FunctionCalled): string =>
  `Run ${name}(${args}) and give its output for ${id}.${problems.length === 0 ? '' : ` Its arguments don't fit: ${problems.join('; ')}`}`;

const callMade = ({ id, name, arguments: args, parsed, problems }: FunctionCalled) => ({
  ...{ id, name, arguments: parsed ?? args },
  ...(problems.length > 0 && { problems }),
});
