import { IsIn, IsOptional, IsString, MinLength } from 'class-validator';
import { Describe, Prompt } from 'openai-mcp-host/plugin';

const LENGTHS = {
  short: 'three sentences',
  page: 'at most 400 words with headings',
  detailed: 'one paragraph for each part of the document',
};

class SummaryArguments {
  @Describe('The document: a URL or a local path.')
  @IsString()
  @MinLength(1)
  file_url!: string;

  @Describe('Who reads the summary, and what for.')
  @IsOptional()
  @IsString()
  reader?: string;

  @Describe('How long it is.')
  @IsIn(Object.keys(LENGTHS))
  length: keyof typeof LENGTHS = 'page';
}

@Prompt({
  name: 'summarize-document',
  title: 'Summarize a document',
  description: 'Summarize a PDF or office file for a reader, with pages to look things up.',
  input: SummaryArguments,
})
export class SummarizeDocument {
  run({ file_url, reader, length }: SummaryArguments): string {
    return [
      `Summarize the document ${file_url}${reader ? ` for this reader: ${reader}` : ''}.`,
      'Read it with analyze-document: first mode "facts" for who, when and how much, then mode "ask" for what it says, argues or decides.',
      `Write ${LENGTHS[length]}: what matters most first, numbers and names as they stand, the page behind each claim.`,
      'Say what the document leaves open, and where you could not read it. Add nothing that is not in it.',
    ].join('\n');
  }
}
