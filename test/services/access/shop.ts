import { IsOptional, IsString } from 'class-validator';
import {
  definePlugin,
  OpenAIClient,
  Prompt,
  PromptResult,
  Resource,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';

class Nothing {}

class Question {
  @IsOptional()
  @IsString()
  model?: string;
}

class Said {
  @IsString()
  said!: string;
}

const said = (text: string) => new ToolResult({ said: text });

@Tool({
  ...{ name: 'list-wares', title: 'List wares', description: 'Say what there is.' },
  ...{ input: Nothing, output: Said, effect: 'read-only' },
})
class ListWares {
  async run(_: Nothing, { client }: ToolCall) {
    return said(`for ${client.name}`);
  }
}

@Tool({
  ...{ name: 'add-ware', title: 'Add a ware', description: 'Add one.' },
  ...{ input: Nothing, output: Said, effect: 'additive' },
})
class AddWare {
  async run() {
    return said('added');
  }
}

@Tool({
  ...{ name: 'drop-wares', title: 'Drop wares', description: 'Drop all.' },
  ...{ input: Nothing, output: Said, effect: 'destructive' },
})
class DropWares {
  async run() {
    return said('dropped');
  }
}

@Tool({
  ...{ name: 'ask-model', title: 'Ask a model', description: 'Ask a model something.' },
  ...{ input: Question, output: Said, effect: 'additive' },
})
class AskModel {
  constructor(private readonly openai: OpenAIClient) {}

  async run({ model = 'gpt-6-luna' }: Question, { signal }: ToolCall) {
    const answer = await this.openai.responses.create({ model, input: 'Hi' }, { signal });
    return said(answer.output_text);
  }
}

export const shop = definePlugin({
  name: 'shop',
  title: 'A shop',
  version: '1.0.0',
  host: '^1',
  instructions: 'list-wares says what the shop has.',
  uses: ['openai'],
  tools: [ListWares, AddWare, DropWares, AskModel],
});

@Tool({
  ...{ name: 'read-diary', title: 'Read the diary', description: 'Read it.' },
  ...{ input: Nothing, output: Said, effect: 'read-only' },
})
class ReadDiary {
  async run() {
    return said('Monday: rest.');
  }
}

class Tone {
  @IsOptional()
  @IsString()
  tone?: string;
}

@Prompt({ name: 'review-diary', title: 'Review', description: 'Review the diary.', input: Tone })
class ReviewDiary {
  run() {
    return new PromptResult().user('Review it.');
  }

  complete() {
    return ['gentle'];
  }
}

@Resource({ uri: 'diary:today', name: 'today', title: 'Today', description: 'Of today.' })
class Today {
  read() {
    return 'Rest.';
  }
}

@Resource({ template: 'diary://{day}', name: 'day', title: 'A day', description: 'Of a day.' })
class Day {
  read() {
    return 'Rest.';
  }

  list() {
    return [{ uri: 'diary://monday', name: 'monday' }];
  }

  complete() {
    return ['monday'];
  }
}

export const diary = definePlugin({
  name: 'diary',
  title: 'A diary',
  version: '1.0.0',
  host: '^1',
  instructions: 'read-diary reads the diary.',
  tools: [ReadDiary],
  prompts: [ReviewDiary],
  resources: [Today, Day],
});
