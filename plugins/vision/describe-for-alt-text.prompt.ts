import { IsOptional, IsString, MinLength } from 'class-validator';
import { Describe, Prompt } from 'openai-mcp-host/plugin';

class AltTextArguments {
  @Describe('The picture: a URL or a local path.')
  @IsString()
  @MinLength(1)
  image_url!: string;

  @Describe('The page or post that it stands in, and why it is there.')
  @IsOptional()
  @IsString()
  context?: string;

  @Describe('The language of the text.')
  @IsString()
  language = 'English';
}

@Prompt({
  name: 'describe-for-alt-text',
  title: 'Write an alt text',
  description: 'Describe a picture for people who cannot see it.',
  input: AltTextArguments,
})
export class DescribeForAltText {
  run({ image_url, context, language }: AltTextArguments): string {
    return [
      `Write an alt text in ${language} for the picture ${image_url}.`,
      ...(context ? [`It stands here: ${context}`] : []),
      '',
      'Look at it with analyze-image first: ask what it shows, which words are written in it, and what matters in it here.',
      'Then give one alt text of at most 125 characters: what matters first, words in the picture verbatim, no "image of".',
      'If it is a chart or holds more than that, add a longer description below. If it is pure decoration, say that the alt text should be empty.',
    ].join('\n');
  }
}
