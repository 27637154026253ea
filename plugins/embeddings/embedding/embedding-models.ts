import { Models, Service, ToolError } from 'openai-mcp-host/plugin';

/** How many numbers their vectors have; the catalogue does not say. */
const NATIVE: Record<string, number> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
};

/** What is known of models that make vectors. Those of other providers are unknown, and taken at their word. */
@Service()
export class EmbeddingModels {
  constructor(private readonly models: Models) {}

  /** @throws ToolError `MODEL_WITHOUT_EMBEDDINGS`, `DIMENSIONS_NOT_OFFERED`. */
  check(model: string, dimensions: number | undefined): void {
    const known = this.models.find(model);
    if (known !== undefined && known.kind !== 'embedding') throw noEmbeddings(model, this.names());
    const native = NATIVE[model];
    if (dimensions === undefined || native === undefined || dimensions === native) return;
    if (dimensions > native || !known?.capabilities.includes('dimensions'))
      throw notOffered(model, dimensions, native);
  }

  /** How many numbers the model gives where nobody asks for fewer; undefined where that is not known. */
  native(model: string): number | undefined {
    return NATIVE[model];
  }

  /** USD per token; null where no price is known. */
  price(model: string): number | null {
    const perMillion = this.models.find(model)?.price?.input;
    return typeof perMillion === 'number' ? perMillion / 1e6 : null;
  }

  private names(): string[] {
    return this.models.list().flatMap(({ id, kind }) => (kind === 'embedding' ? [id] : []));
  }
}

const noEmbeddings = (model: string, others: readonly string[]) =>
  new ToolError(
    'MODEL_WITHOUT_EMBEDDINGS',
    `${model} makes no embeddings.`,
    `These do: ${others.join(', ')}.`,
  );

const notOffered = (model: string, dimensions: number, native: number) =>
  new ToolError(
    'DIMENSIONS_NOT_OFFERED',
    `${model} does not give vectors of ${dimensions} numbers: it gives ${native}.`,
    model === 'text-embedding-ada-002'
      ? 'Leave out dimensions.'
      : `Ask for at most ${native}, or leave out dimensions.`,
  );
