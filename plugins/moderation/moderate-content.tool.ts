import { IsArray, IsBoolean, IsObject, IsOptional, IsString } from 'class-validator';
import type { Moderation } from 'openai/resources/moderations';
import { Describe, OpenAIClient, Schema, Tool, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { ModerationSettings } from './moderation.settings.js';
import { PictureUrls } from './picture-urls.js';
import { type Verdict, verdictOf, wordsOf } from './verdict.js';

const textOrTexts = (maxItems: number) => ({
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems }],
});

class ModerateContentInput {
  @IsOptional()
  @Schema(textOrTexts(128))
  input?: string | string[];

  @Describe('URLs, data URLs or local paths')
  @IsOptional()
  @Schema(textOrTexts(16))
  image_url?: string | string[];

  @IsOptional()
  @IsString()
  model?: string;
}

class ModerateContentOutput {
  @IsBoolean()
  flagged!: boolean;

  @Describe('item, flagged, categories, scores')
  @IsArray()
  @IsObject({ each: true })
  results!: Verdict[];
}

@Tool({
  name: 'moderate-content',
  title: 'Moderate content',
  description: 'Check texts and pictures for harm; returns flagged categories and scores.',
  input: ModerateContentInput,
  output: ModerateContentOutput,
  effect: 'read-only',
  errors: {
    NOT_AN_IMAGE: 'What the call names is no picture that OpenAI takes.',
  },
})
export class ModerateContent {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly pictures: PictureUrls,
    private readonly settings: ModerationSettings,
  ) {}

  async run({
    input,
    image_url,
    model = this.settings.model,
  }: ModerateContentInput): Promise<ToolResult<ModerateContentOutput>> {
    const texts = [input ?? []].flat();
    const urls = await Promise.all([image_url ?? []].flat().map((source) => this.pictures.of(source)));
    if (texts.length + urls.length === 0) {
      throw new ToolError(
        'INPUT_INVALID',
        'There is neither text nor picture.',
        'Give input, image_url or both.',
      );
    }

    // Several texts get a verdict each, but everything sent beside a picture would share one.
    const answers = await Promise.all([
      texts.length > 0 ? this.openai.moderations.create({ model, input: texts }) : undefined,
      ...urls.map((url) =>
        this.openai.moderations.create({ model, input: [{ type: 'image_url', image_url: { url } }] }),
      ),
    ]);
    const judged: Moderation[] = answers.flatMap((answer) =>
      answer === undefined ? [] : (answer.results ?? []),
    );
    if (judged.length !== texts.length + urls.length) {
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'The answer does not judge everything that was sent.',
        'Call again.',
      );
    }

    const nameOf = (index: number) =>
      index < texts.length ? `text ${index + 1}` : `image ${index - texts.length + 1}`;
    const results = judged.map((one, index) => verdictOf(nameOf(index), one));
    return new ToolResult({ flagged: results.some((one) => one.flagged), results }, wordsOf(results));
  }
}
