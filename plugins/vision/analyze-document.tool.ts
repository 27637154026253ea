import { IsObject, IsOptional, IsString } from 'class-validator';
import { Schema, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { AnalyzeDocumentInput } from './analyze-document.input.js';
import { READING, USUAL_QUESTION } from './document/document-modes.js';
import { DocumentReader, type Reading } from './document/document-reader.js';
import { Documents } from './document/documents.js';
import { markdownOf, type ReadPage, readPages } from './document/read-pages.js';
import { ANSWER_ERRORS, DOCUMENT_ERRORS, JSON_ERRORS } from './errors.js';
import { LongText } from './long-text.js';

class AnalyzeDocumentOutput {
  @IsString()
  text!: string;

  @IsOptional()
  @IsObject()
  data?: unknown;

  @IsOptional()
  @Schema({ type: 'array' })
  pages?: ReadPage[];
}

@Tool({
  name: 'analyze-document',
  title: 'Analyze document',
  description: 'Ask a PDF, office file or scan, or get its text, tables, facts.',
  input: AnalyzeDocumentInput,
  output: AnalyzeDocumentOutput,
  effect: 'read-only',
  long: 'once',
  timeoutSeconds: 3600,
  errors: { ...DOCUMENT_ERRORS, ...ANSWER_ERRORS, ...JSON_ERRORS },
})
export class AnalyzeDocument {
  constructor(
    private readonly documents: Documents,
    private readonly reader: DocumentReader,
    private readonly longText: LongText,
  ) {}

  async run(input: AnalyzeDocumentInput, call: ToolCall): Promise<ToolResult<AnalyzeDocumentOutput>> {
    const { mode = 'ask', pages, model, task } = input;
    const prompt = input.prompt ?? (mode === 'ask' ? USUAL_QUESTION : undefined);
    const document = await this.documents.open(input.file_url, call);
    if (input.by_page && document.kind !== 'pdf')
      call.note(`Only a PDF is read page by page; ${document.name} was read as a whole.`);
    const { instruction, format, wordsOf } = READING[mode];
    const words = ({ text, json }: Reading) =>
      wordsOf && json !== undefined ? wordsOf(json as never) : text;

    const byPage = input.by_page ?? mode === 'text';
    const asked = [instruction, prompt].filter((part) => part).join('\n\n');
    const wish = { instruction: asked, format, pages, byPage, model, task };
    const read = await this.reader.read(document, wish, call);

    const each = Array.isArray(read) ? readPages(read, words) : undefined;
    const failed = each?.filter(({ error }) => error !== undefined) ?? [];
    if (failed.length > 0) call.note(`Not read: page ${failed.map(({ page }) => page).join(', ')}.`);
    const whole = Array.isArray(read) ? markdownOf(each!) : words(read);
    const { text, file } = await this.longText.show(`${document.name} ${mode}`, whole, call);
    const shown = file ? each?.map(({ text: _, data: __, ...rest }) => rest) : each;
    const data = Array.isArray(read) ? undefined : read.json;
    const result = new ToolResult({ text, data, pages: shown }, text);
    return file ? result.file(file) : result;
  }
}
