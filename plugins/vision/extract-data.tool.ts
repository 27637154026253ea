import { IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import {
  Describe,
  type JsonSchema,
  Schema,
  Shapes,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import type { Document } from './document/document.js';
import { DocumentQuestions } from './document/document-questions.js';
import { Documents, MOST_BYTES } from './document/documents.js';
import { FileList } from './document/file-list.js';
import { pagesIn } from './document/page-ranges.js';
import { Pdf } from './document/pdf.js';
import { ANSWER_ERRORS, DOCUMENT_ERRORS, SCHEMA_ERRORS } from './errors.js';
import { TASKS, type Task } from './task.js';
import { wantedJson } from './wanted-json.js';

class ExtractDataInput {
  @Describe('URL or path; or several')
  @Schema({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  file_url!: string | string[];

  @IsObject()
  json_schema!: JsonSchema;

  @IsOptional()
  @IsString()
  prompt?: string;

  @Describe('1-3,7')
  @IsOptional()
  @IsString()
  pages?: string;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(TASKS)
  task?: Task;
}

class ExtractDataOutput {
  @IsObject()
  data!: unknown;
}

const INSTRUCTION =
  'Extract what the schema asks for from these documents. Take values as they stand there; convert only what the schema wants in another form, such as dates and numbers. What is not in there is null, or left out where the schema lets you: never a guess.';

@Tool({
  name: 'extract-data',
  title: 'Extract data',
  description: 'Fill a JSON Schema from documents or pictures.',
  input: ExtractDataInput,
  output: ExtractDataOutput,
  effect: 'read-only',
  errors: {
    ...DOCUMENT_ERRORS,
    DOCUMENT_TOO_LARGE: 'The documents have more than 50 MB together.',
    ...ANSWER_ERRORS,
    ...SCHEMA_ERRORS,
  },
})
export class ExtractData {
  constructor(
    private readonly documents: Documents,
    private readonly questions: DocumentQuestions,
    private readonly shapes: Shapes,
  ) {}

  async run(input: ExtractDataInput, call: ToolCall): Promise<ToolResult<ExtractDataOutput>> {
    const { prompt, pages, model, task } = input;
    const { file_url } = await this.shapes.check(FileList, { file_url: [input.file_url].flat() });
    const format = wantedJson(input.json_schema);
    const documents: Document[] = [];
    for (const source of file_url) documents.push(await this.opened(source, pages, call));
    if (pages !== undefined && documents.every(({ kind }) => kind !== 'pdf')) throw noPages();
    if (documents.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw tooLarge();

    const text = [INSTRUCTION, prompt].filter((part) => part).join('\n\n');
    const { json, text: said } = await this.questions.ask(documents, { text, format, model, task }, call);

    return new ToolResult({ data: json }, said);
  }

  private async opened(source: string, pages: string | undefined, call: ToolCall): Promise<Document> {
    const document = await this.documents.open(source, call);
    if (document.kind !== 'pdf') return document;
    const pdf = await Pdf.open(document);
    if (pages === undefined && !pdf.isLocked) return document;
    return pdf.cut(pagesIn(pages ?? '1-', pdf.count));
  }
}

const tooLarge = () =>
  new ToolError(
    'DOCUMENT_TOO_LARGE',
    'The documents have more than 50 MB together.',
    'Send fewer of them, or only some pages.',
  );

const noPages = () =>
  new ToolError(
    'PAGES_INVALID',
    'Pages can be chosen of a PDF alone.',
    'Leave pages out, or save the document as PDF.',
  );
