import { IsArray, IsOptional, IsString } from 'class-validator';
import { Files, OpenAIClient, Shapes, Tool, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { CreateEmbeddingInput } from './create-embedding.input.js';
import { EmbeddingModels } from './embedding/embedding-models.js';
import { Embedding } from './embedding.js';
import { EmbeddingsSettings } from './embeddings.settings.js';
import { base64Of, jsonLines, numbersOf, type Vector } from './vectors.js';

const MOST_NUMBERS_INLINE = 64;

/** What is listed of the output. */
class CreateEmbeddingOutput {
  @IsOptional()
  @IsString()
  file?: string;

  @IsOptional()
  @IsArray()
  vectors?: Vector[];
}

interface Embedded extends CreateEmbeddingOutput {
  count: number;
  dimensions: number;
  /** The first numbers of the first vector, and its length. */
  preview: number[];
  norm: number;
}

@Tool({
  name: 'create-embedding',
  title: 'Create embeddings',
  description: 'Turn texts into vectors: few inline, many as a file.',
  input: CreateEmbeddingInput,
  output: CreateEmbeddingOutput,
  effect: 'additive',
  errors: {
    MODEL_WITHOUT_EMBEDDINGS: 'The model makes no embeddings.',
    DIMENSIONS_NOT_OFFERED: 'The model does not give vectors of this length.',
  },
})
export class CreateEmbedding {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
    private readonly shapes: Shapes,
    private readonly models: EmbeddingModels,
    private readonly settings: EmbeddingsSettings,
  ) {}

  async run(listed: CreateEmbeddingInput): Promise<ToolResult<Embedded>> {
    const asked = await this.shapes.check(Embedding, listed);
    const { model = this.settings.model, encoding_format = 'float', input, dimensions: wanted } = asked;
    this.models.check(model, wanted);
    const texts = [input].flat();
    const response = await this.openai.embeddings.create({
      model,
      input,
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
