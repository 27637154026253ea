import { setTimeout as wait } from 'node:timers/promises';
import { IsOptional, IsString, MinLength } from 'class-validator';
import {
  type Buildable,
  type Content,
  Describe,
  definePlugin,
  type ListedResource,
  OpenAIClient,
  type PluginDefinition,
  Prompt,
  PromptResult,
  Resource,
  type ToolCall,
  ToolError,
  type Variables,
} from 'openai-mcp-host/plugin';

class SpeechArguments {
  @Describe('Whom it greets.')
  @IsString()
  @MinLength(1)
  guests!: string;

  @Describe('What a model is asked for it.')
  @IsOptional()
  @IsString()
  wish?: string;
}

const LANGUAGES: Record<string, string> = { english: 'Hello', french: 'Salut' };

@Prompt({
  name: 'begin-speech',
  title: 'Begin a speech',
  description: 'Begin a speech that greets the guests of an evening.',
  input: SpeechArguments,
})
class BeginSpeech {
  constructor(private readonly openai: OpenAIClient) {}

  async run({ guests, wish }: SpeechArguments, call: ToolCall): Promise<PromptResult> {
    if (guests === 'nobody') throw new ToolError('NOBODY_THERE', 'There is nobody.', 'Name somebody.');
    call.note(`For ${guests}.`);
    call.progress(0.5, 'Half of it');
    const result = new PromptResult().user(`Greet ${guests}.`, {
      uri: 'greet://words/english',
      content: 'Hello',
    });
    if (wish === undefined) return result;
    const { output_text } = await this.openai.responses.create({ model: 'gpt-6-luna', input: wish });
    return result.assistant(output_text);
  }

  complete(argument: string, value: string, others: Readonly<Record<string, string>>): string[] {
    if (argument !== 'guests') return [];
    return ['friends', 'foes', others.wish ?? 'nobody'].filter((guest) => guest.startsWith(value));
  }
}

@Prompt({
  name: 'agree-first',
  title: 'Agree first',
  description: 'Begin only when the person has agreed to it.',
})
class AgreeFirst {
  async run(_: object, call: ToolCall): Promise<string> {
    return `The person: ${await call.confirm('Begin?')}`;
  }
}

@Resource({
  template: 'greet://words/{language}',
  name: 'words',
  title: 'Words',
  description: 'The word of greeting in a language.',
})
class Words {
  read({ language = '' }: Variables): Content {
    return LANGUAGES[language];
  }

  list(): ListedResource[] {
    return Object.keys(LANGUAGES).map((name) => ({ uri: `greet://words/${name}`, name }));
  }

  complete(_: string, value: string): string[] {
    return Object.keys(LANGUAGES).filter((language) => language.startsWith(value));
  }
}

@Resource({
  uri: 'greet://hand',
  name: 'hand',
  title: 'Hand',
  description: 'A hand that waves, as bytes of a picture.',
  mimeType: 'image/png',
})
class Hand {
  read(): Content {
    return new Uint8Array([1, 2, 3]);
  }
}

/** Goes on for long, whatever the call's signal says. */
const deaf = () => wait(60_000, undefined, { ref: false });

@Prompt({ name: 'deaf-prompt', title: 'Deaf', description: 'A prompt that hears no cancellation.' })
export class DeafPrompt {
  async run(): Promise<string> {
    await deaf();
    return 'Late.';
  }
}

@Resource({
  uri: 'greet://deaf',
  name: 'deaf',
  title: 'Deaf',
  description: 'A resource that hears no cancellation.',
  mimeType: 'text/plain',
})
export class DeafResource {
  async read(): Promise<Content> {
    await deaf();
    return 'Late.';
  }
}

/** A template that does one thing badly. */
export function badWords(bad: Partial<Pick<Words, 'read' | 'list' | 'complete'>>): Buildable {
  @Resource({
    template: 'greet://bad/{language}',
    name: 'bad-words',
    title: 'Bad words',
    description: 'The word of greeting in a language, badly.',
  })
  class BadWords extends Words {
    override list(): ListedResource[] {
      return [{ uri: 'greet://bad/english', name: 'english' }];
    }
  }
  Object.assign(BadWords.prototype, bad);
  return BadWords;
}

export const offering = (more: Partial<PluginDefinition> = {}): PluginDefinition =>
  definePlugin({
    name: 'greet',
    title: 'Greetings',
    version: '1.0.0',
    host: '^1',
    uses: ['openai'],
    prompts: [BeginSpeech, AgreeFirst],
    resources: [Words, Hand],
    ...more,
  });
