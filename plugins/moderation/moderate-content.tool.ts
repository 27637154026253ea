import { IsArray, IsBoolean, IsObject } from 'class-validator';
import type { Moderation } from 'openai/resources/moderations';
import { OpenAIClient, Shapes, Tool, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { Judging } from './judging.js';
import { ModerateContentInput } from './moderate-content.input.js';
import { ModerationSettings } from './moderation.settings.js';
import { PictureUrls } from './picture-urls.js';
import { type Thresholds, type Verdict, verdictOf } from './verdict.js';
import { wordsOf } from './verdict-words.js';

class ModerateContentOutput {
  @IsBoolean()
  flagged!: boolean;

  @IsArray()
  @IsObject({ each: true })
  results!: Verdict[];
}

@Tool({
  name: 'moderate-content',
  title: 'Moderate content',
  description: 'Check texts and pictures for harm; says what is flagged and why.',
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
    private readonly shapes: Shapes,
    private readonly settings: ModerationSettings,
  ) {}

  async run(input: ModerateContentInput): Promise<ToolResult<ModerateContentOutput>> {
    const { model = this.settings.model, ...asked } = await this.shapes.check(Judging, input);
    const thresholds = { ...this.settings.thresholds, ...asked.thresholds };
    const texts = [asked.input ?? []].flat();
    const urls = await Promise.all([asked.image_url ?? []].flat().map((source) => this.pictures.of(source)));
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
    const judged: Moderation[] = answers.flatMap((answer) => answer?.results ?? []);
    if (judged.length !== texts.length + urls.length) {
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'The answer does not judge everything that was sent.',
        'Call again.',
      );
    }
    refuseUnknown(thresholds, judged);

    const nameOf = (index: number) =>
      index < texts.length ? `text ${index + 1}` : `image ${index - texts.length + 1}`;
    const results = judged.map((one, index) => verdictOf(nameOf(index), one, thresholds));
    return new ToolResult(
      { flagged: results.some((one) => one.flagged), results },
      wordsOf(results, thresholds),
    );
  }
}

/** A mistyped category would be watched by nobody. Each model has its own, so its answer says which there are. */
function refuseUnknown(thresholds: Thresholds, judged: readonly Moderation[]): void {
  const known = new Set(judged.flatMap((one) => Object.keys(one.category_scores ?? {})));
  const unknown = Object.keys(thresholds).filter((category) => !known.has(category));
  if (unknown.length === 0) return;
  throw new ToolError(
    'INPUT_INVALID',
    `thresholds names what the model does not judge: ${unknown.map((each) => JSON.stringify(each)).join(', ')}.`,
    `Its categories: ${[...known].join(', ')}.`,
  );
}
