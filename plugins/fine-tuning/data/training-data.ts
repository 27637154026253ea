import { Files, type OpenedFile, Service, Tokens, type ToolCall } from 'openai-mcp-host/plugin';
import type { Method } from './check-example.js';
import { fieldsOf } from './grader-fields.js';
import { InspectedFile } from './inspected-file.js';
import { judgeFile } from './judge-file.js';

/** OpenAI takes no larger file. */
export const MOST_BYTES = 512 * 1024 * 1024;

/** Examples that come piece by piece. */
export interface DataSource {
  name: string;
  /** Bytes. */
  size: number;
  pieces(): AsyncIterable<Uint8Array>;
}

export interface DataQuestion {
  training: DataSource;
  validation?: DataSource | undefined;
  method: Method;
  grader?: object | undefined;
  /** The model that is to be trained. */
  model?: string | undefined;
}

export interface Inspection {
  training: InspectedFile;
  validation?: InspectedFile;
}

/** Checks files of examples, without OpenAI. */
@Service()
export class TrainingData {
  constructor(
    private readonly files: Files,
    private readonly tokens: Tokens,
  ) {}

  /** @throws ToolError as `Files.open`: `FILE_TOO_LARGE` above OpenAI's limit. */
  async open(source: string): Promise<OpenedFile> {
    return this.files.open(source, { maxBytes: MOST_BYTES });
  }

  async inspect({ training, validation, ...question }: DataQuestion, call: ToolCall): Promise<Inspection> {
    const trained = await this.read(training, question, call);
    if (validation === undefined) {
      if (question.method === 'reinforcement')
        trained.faults.warn(
          'validation-missing',
          'Reinforcement wants a validation file.',
          'Keep some of the examples for it.',
        );
      return { training: trained };
    }
    return { training: trained, validation: await this.read(validation, question, call, trained) };
  }

  private async read(
    { name, size, pieces }: DataSource,
    { method, grader, model }: Pick<DataQuestion, 'method' | 'grader' | 'model'>,
    call: ToolCall,
    training?: InspectedFile,
  ): Promise<InspectedFile> {
    const file = await InspectedFile.of(pieces(), {
      method,
      fields: fieldsOf(grader),
      limit: limitOf(model),
      tokens: this.tokens,
      signal: call.signal,
      ...(training && { training }),
      progress: (bytes) => call.progress(size === 0 ? undefined : bytes / size, `Reading ${name}`),
    });
    judgeFile(file, method, training);
    return file;
  }
}

export const sourceOf = ({ name, size, blob }: OpenedFile): DataSource => ({
  name,
  size,
  pieces: () => blob.stream() as unknown as AsyncIterable<Uint8Array>,
});

/** Tokens of one example that are trained on, by the guide; the rest is cut off. */
const limitOf = (model = ''): number => (/gpt-3\.5/.test(model) ? 16_385 : 65_536);
