import { IsIn, IsOptional, IsString, MinLength } from 'class-validator';
import { Describe, Prompt } from 'openai-mcp-host/plugin';

const VOICES = {
  'one by one':
    'Transcribe {file} with transcribe-audio, response_format "diarized_json", so that it says who spoke.',
  'all as one': 'Transcribe {file} with transcribe-audio.',
};

class MinutesArguments {
  @Describe('The recording: a path or URL.')
  @IsString()
  @MinLength(1)
  file!: string;

  @Describe('Whether to tell the speakers apart.')
  @IsIn(Object.keys(VOICES))
  speakers: keyof typeof VOICES = 'one by one';

  @Describe('Names and terms that are likely to come up.')
  @IsOptional()
  @IsString()
  terms?: string;

  @Describe('The language of the minutes.')
  @IsString()
  language = 'the language that was spoken';
}

@Prompt({
  name: 'minutes-of-recording',
  title: 'Minutes of a recording',
  description: 'Transcribe a meeting, and write its minutes: decisions, tasks, open questions.',
  input: MinutesArguments,
})
export class MinutesOfRecording {
  run({ file, speakers, terms, language }: MinutesArguments): string {
    return [
      VOICES[speakers].replace('{file}', file),
      ...(terms ? [`Names and terms that are likely to come up: ${terms}`] : []),
      '',
      `Then write minutes in ${language}, from the transcript alone:`,
      '1. What it was about, in two sentences.',
      '2. Decisions, each with who made it and at what time of the recording.',
      '3. Tasks: who, what, until when. Write "nobody named" or "no date" rather than guess.',
      '4. Open questions.',
      'Where the transcript has gaps or what was said is unclear, say so. Add the link of the transcript.',
    ].join('\n');
  }
}
