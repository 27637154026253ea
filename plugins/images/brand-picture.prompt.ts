import { IsIn, IsOptional, IsString, MinLength } from 'class-validator';
import { Describe, Prompt } from 'openai-mcp-host/plugin';

const USES = {
  'social-post': '1024x1024',
  'web-banner': '1536x1024',
  story: '1024x1536',
};

class BrandPictureArguments {
  @Describe('What the picture shows.')
  @IsString()
  @MinLength(1)
  subject!: string;

  @Describe('The brand: its colours, its mood, what it never does.')
  @IsString()
  @MinLength(1)
  brand!: string;

  @Describe('What it is for; its format follows.')
  @IsIn(Object.keys(USES))
  use: keyof typeof USES = 'social-post';

  @Describe('Words that must be in the picture, verbatim.')
  @IsOptional()
  @IsString()
  words?: string;
}

@Prompt({
  name: 'brand-picture',
  title: 'Draw a picture for a brand',
  description: 'Draw a picture that fits a brand, from a brief, and look at it before it is handed over.',
  input: BrandPictureArguments,
})
export class BrandPicture {
  run({ subject, brand, use, words }: BrandPictureArguments): string {
    return [
      `Draw a picture with generate-image, size ${USES[use]}: ${subject}`,
      `The brand: ${brand}`,
      words ? `These words must be in it, verbatim: "${words}"` : 'No words in it.',
      '',
      'Write the prompt for it first: subject, setting, composition, light, colours by name or hex, medium, and room for what will be laid over it.',
      'Where analyze-image is there, check the result against this brief. Mend what misses with edit-image, from the file, saying what changed.',
      'Hand over the file and the prompt that made it.',
    ].join('\n');
  }
}
