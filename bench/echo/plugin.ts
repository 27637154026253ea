import { IsString } from 'class-validator';
import { Describe, definePlugin, Tool } from 'openai-mcp-host/plugin';

class Text {
  @Describe('Any text.')
  @IsString()
  text!: string;
}

@Tool({
  name: 'echo',
  title: 'Echo',
  description: 'Returns the text that it was given.',
  input: Text,
  output: Text,
  effect: 'read-only',
})
class Echo {
  run({ text }: Text): Text {
    return { text };
  }
}

export default definePlugin({ name: 'echo', title: 'Echo', version: '1.0.0', host: '^1', tools: [Echo] });
