import { OpenAIClient, Provider, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { EmbeddingModels } from './embedding-models.js';
import { floatsOf } from './floats.js';

/** Where vectors can be compared: those of one model and one length. */
export interface Space {
  model: string;
  /** Left out: as many as the model gives. */
  dimensions?: number;
  /** Whether the caller asked for `dimensions`, and a provider that is not known is to be told. */
  isAsked?: boolean;
}

/** Turns texts into vectors. */
@Service()
export class Embedder {
  /** By model and dimensions, whether a request must say how many numbers are wanted. */
  private readonly mustSay = new Map<string, Promise<boolean>>();

  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
    private readonly models: EmbeddingModels,
  ) {}

  /**
   * One request.
   *
   * @param cache `off` for texts whose vectors are kept elsewhere.
   */
  async embed(
    texts: string[],
    space: Space,
    call: ToolCall,
    cache: 'on' | 'off' = 'on',
  ): Promise<Float32Array[]> {
    const says = await this.saysDimensions(space, call);
    return this.request(texts, space.model, says ? space.dimensions : undefined, call, cache);
  }

  private async saysDimensions({ model, dimensions, isAsked }: Space, call: ToolCall): Promise<boolean> {
    if (dimensions === undefined) return false;
    const native = this.models.native(model);
    if (native !== undefined || isAsked) return dimensions !== native;
    const key = `${model} ${dimensions}`;
    let known = this.mustSay.get(key);
    if (known === undefined) {
      known = this.request(['dimensions'], model, undefined, call, 'on').then(
        ([one]) => one!.length !== dimensions,
      );
      this.mustSay.set(key, known);
      known.catch(() => this.mustSay.delete(key));
    }
    return known;
  }

  private async request(
    input: string[],
    model: string,
    dimensions: number | undefined,
    { signal }: ToolCall,
    cache: 'on' | 'off',
  ): Promise<Float32Array[]> {
    // Every server knows numbers; in base64 an answer is a third of the size.
    const encoding_format = this.provider.kind === 'compatible' ? 'float' : 'base64';
    const response = await this.openai.embeddings.create(
      { model, input, encoding_format, ...(dimensions !== undefined && { dimensions }) },
      { signal, headers: { 'openai-mcp-host-cache': cache } },
    );
    if (this.provider.kind === 'openai' && !response.model?.startsWith(model))
      throw otherModel(model, response.model);
    const vectors = [...(response.data ?? [])]
      .sort((a, b) => a.index - b.index)
      .map((one) => floatsOf(one.embedding));
    const length = vectors[0]?.length ?? 0;
    const isWhole = vectors.every((vector) => vector.length === length && vector.every(Number.isFinite));
    if (vectors.length !== input.length || length === 0 || !isWhole)
      throw notWhole(input.length, vectors.length);
    return vectors;
  }
}

const otherModel = (asked: string, came: string | undefined) =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    `Vectors of ${asked} were asked for; those of ${came ?? 'no model'} came. The two can't be compared.`,
    'Index into a new collection, with a model that is still served.',
  );

const notWhole = (asked: number, came: number) =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    `${asked} vectors were asked for; ${came} came, or not all of them whole.`,
    'Call again, or use another model.',
  );
