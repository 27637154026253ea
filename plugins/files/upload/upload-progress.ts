import { type Kept, Records, Service, type ToolCall } from 'openai-mcp-host/plugin';

const KIND = 'upload';

/** How far an upload is. */
export interface Progress {
  /** The file at OpenAI, once it is whole. */
  file?: string;
  /** The upload that takes the parts, its times in Unix seconds. */
  upload?: { id: string; created: number; expires: number };
  /** The id of each part whose answer has come, by its number. */
  parts: (string | null)[];
}

/** Keeps how far uploads are, so that the next call goes on where one has ended in whatever way. */
@Service()
export class UploadProgress {
  constructor(private readonly records: Records) {}

  async find(key: string, call: ToolCall): Promise<Progress | undefined> {
    return (await this.kept(key, call))?.value;
  }

  async keep(key: string, progress: Progress, call: ToolCall): Promise<void> {
    await this.records.put(KIND, key, progress, call);
  }

  async forget(key: string, call: ToolCall): Promise<void> {
    await this.records.delete(KIND, key, call);
  }

  private kept(key: string, call: ToolCall): Promise<Kept<Progress> | undefined> {
    return this.records.get<Progress>(KIND, key, call);
  }
}
