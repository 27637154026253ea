import {
  type Buildable,
  definePlugin,
  jsonSchema,
  type PluginDefinition,
  TextGeneration,
  type TextRequest,
  Tool,
  type ToolCall,
} from 'openai-mcp-host/plugin';

class Asked {
  answers!: object[];
}

/** A plugin whose one tool, `ask-text`, hands its arguments to the injected TextGeneration. */
export function askingPlugin(): PluginDefinition {
  class AskText {
    static inject = [TextGeneration];
    constructor(private readonly text: TextGeneration) {}

    async run(
      { n = 1, stream, ...request }: Partial<TextRequest> & { n?: number; stream?: true },
      call: ToolCall,
    ) {
      const full = {
        fallbackModel: 'gpt-6.2-sol',
        messages: [{ role: 'user' as const, content: 'Hello' }],
        ...request,
        ...(stream && { onText: (text: string) => call.progress(undefined, text) }),
      };
      const answers = n > 1 ? await this.text.candidates(full, n, call) : [await this.text.ask(full, call)];
      return { answers };
    }
  }
  Tool({
    name: 'ask-text',
    title: 'Ask',
    description: 'Ask.',
    input: jsonSchema({ type: 'object' }),
    output: Asked,
    effect: 'read-only',
  })(AskText as never);
  return definePlugin({
    name: 'asking',
    title: 'Asking',
    version: '1.0.0',
    host: '^1',
    uses: ['openai'],
    tools: [AskText as unknown as Buildable],
  });
}
