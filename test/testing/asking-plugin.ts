import { IsArray, IsIn, IsString } from 'class-validator';
import { toFile } from 'openai';
import { definePlugin, OpenAIClient, Tool, type ToolCall } from 'openai-mcp-host/plugin';

class AskInput {
  @IsIn(['responses', 'chat', 'stream', 'chat-stream', 'tools', 'embed', 'draw', 'upload', 'models'])
  what!: string;

  @IsString()
  model = 'gpt-6-luna';
}

class AskOutput {
  @IsArray()
  @IsString({ each: true })
  got!: string[];
}

const messages = [{ role: 'user' as const, content: 'Hi.' }];

@Tool({
  name: 'ask-openai',
  title: 'Ask OpenAI',
  description: 'Ask OpenAI in one of its many ways; returns what came back.',
  input: AskInput,
  output: AskOutput,
  effect: 'read-only',
})
class AskOpenAI {
  constructor(private readonly openai: OpenAIClient) {}

  async run({ what, model }: AskInput, call: ToolCall): Promise<AskOutput> {
    call.progress(0.5, `Asking ${model}`);
    return { got: await this.ways(model)[what]!() };
  }

  private readonly ways = (model: string): Record<string, () => Promise<string[]>> => ({
    responses: async () => [(await this.openai.responses.create({ model, input: 'Hi.' })).output_text],
    chat: async () => {
      const { choices } = await this.openai.chat.completions.create({ model, messages });
      const [choice] = choices;
      const calls = (choice?.message.tool_calls ?? []) as { function: { name: string; arguments: string } }[];
      return [
        choice?.message.content ?? '',
        ...calls.map((each) => each.function.name + each.function.arguments),
      ];
    },
    stream: async () => {
      const got: string[] = [];
      for await (const event of await this.openai.responses.create({ model, input: 'Hi.', stream: true })) {
        if (event.type === 'response.output_text.delta') got.push(event.delta);
      }
      return got;
    },
    'chat-stream': async () => {
      const got: string[] = [];
      const chunks = await this.openai.chat.completions.create({ model, messages, stream: true });
      for await (const { choices } of chunks) got.push(choices[0]?.delta.content ?? '');
      return got.filter((text) => text !== '');
    },
    tools: async () => {
      const { output } = await this.openai.responses.create({ model, input: 'Hi.' });
      return output.flatMap((item) => (item.type === 'function_call' ? [item.name, item.arguments] : []));
    },
    embed: async () => {
      const { data } = await this.openai.embeddings.create({ model, input: ['one', 'other'] });
      return data.map(({ embedding }) => JSON.stringify(embedding));
    },
    draw: async () => {
      const { data = [] } = await this.openai.images.generate({ model, prompt: 'A lighthouse' });
      return data.map(({ b64_json }) => b64_json ?? '');
    },
    upload: async () => {
      const file = await toFile(Buffer.from('{"a":1}'), 'a.jsonl');
      return [(await this.openai.files.create({ file, purpose: 'batch' })).id];
    },
    models: async () => [(await this.openai.models.retrieve(model)).id],
  });
}

class PaintInput {
  @IsString()
  question = 'Paint it?';
}

class PaintOutput {
  @IsString()
  answer!: string;
}

@Tool({
  name: 'ask-person',
  title: 'Ask the person',
  description: 'Ask the person at the client; returns the answer.',
  input: PaintInput,
  output: PaintOutput,
  effect: 'read-only',
})
class AskPerson {
  async run({ question }: PaintInput, call: ToolCall): Promise<PaintOutput> {
    return { answer: await call.confirm(question) };
  }
}

export default definePlugin({
  name: 'asking',
  title: 'Asking',
  version: '1.0.0',
  host: '^1',
  tools: [AskOpenAI, AskPerson],
});
