import { IsArray, IsInt, IsNumber, IsOptional, IsString } from 'class-validator';
import { Files, OpenAIClient, Tool, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { CreateEmbeddingInput } from './create-embedding.input.js';
import { EmbeddingsSettings } from './embeddings.settings.js';
import { base64Of, jsonLines, numbersOf, type Vector } from './vectors.js';

const MOST_NUMBERS_INLINE = 64;

class CreateEmbeddingOutput {
  @IsInt()
  count!: number;

  @IsInt()
  dimensions!: number;

  @IsArray()
  @IsNumber({}, { each: true })
  preview!: number[];

  @IsNumber()
  norm!: number;

  @IsOptional()
  @IsString()
  file?: string;

  @IsOptional()
  @IsArray()
  vectors?: Vector[];
}

@Tool({
  name: 'create-embedding',
  title: 'Create embeddings',
  description: 'Turn texts into vectors; returns few inline, many as a file.',
  input: CreateEmbeddingInput,
  output: CreateEmbeddingOutput,
  effect: 'additive',
})
export class CreateEmbedding {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
    private readonly settings: EmbeddingsSettings,
  ) {}

  async run(input: CreateEmbeddingInput): Promise<ToolResult<CreateEmbeddingOutput>> {
    const { model = this.settings.model, encoding_format, dimensions: wanted } = input;
    const texts = [input.input].flat();
    const response = await this.openai.embeddings.create({
      model,
      input: input.input,
      encoding_format,
      dimensions: wanted,
    });
    const vectors: Vector[] = [...(response.data ?? [])]
      .sort((a, b) => a.index - b.index)
      .map((one) => one.embedding);
    if (vectors.length !== texts.length) {
      const message = `${texts.length} vectors were asked for; ${vectors.length} came.`;
      throw new ToolError('UPSTREAM_INVALID_RESPONSE', message, 'Call again, or use another model.');
    }

    const first = numbersOf(vectors[0]!);
    const write: (vector: Vector) => Vector = encoding_format === 'float' ? numbersOf : base64Of;
    const summary = {
      count: vectors.length,
      dimensions: first.length,
      preview: first.slice(0, 5),
      norm: Math.hypot(...first),
    };
    const words = `${summary.count} × ${summary.dimensions} numbers from ${response.model}`;
    if (vectors.length * first.length <= MOST_NUMBERS_INLINE) {
      const inline = vectors.map(write);
      return new ToolResult({ ...summary, vectors: inline }, `${words}: ${JSON.stringify(inline)}`);
    }
    const data = await jsonLines(vectors, write);
    const file = await this.files.save(`embeddings ${texts[0]!.slice(0, 60)}`, {
      data,
      mimeType: 'application/jsonl',
    });
    return new ToolResult({ ...summary, file: file.uri }, `${words}, one line each, in ${file.uri}`).file(
      file,
    );
  }
}
