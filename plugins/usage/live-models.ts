import { OpenAIClient, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** A day, or the beginning of a time. */
const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The models that the key may use, as the provider lists them. */
@Service()
export class LiveModels {
  constructor(private readonly openai: OpenAIClient) {}

  /** By id, the day of the shutdown where one is announced; undefined, with a note, where the list can't be had. */
  async list(call: ToolCall): Promise<Map<string, string | undefined> | undefined> {
    try {
      const { data } = await this.openai.models.list();
      return new Map(data.map(({ id, shutdown_date }) => [id, DAY.exec(shutdown_date ?? '')?.[0]]));
    } catch (error) {
      if (call.signal.aborted) throw error;
      call.note(`From the catalogue alone: the provider's own list could not be read${reasonOf(error)}.`);
      return undefined;
    }
  }
}

/** The SDK wraps what kept a request from being sent, such as a missing key. */
function reasonOf(error: unknown): string {
  if (ToolError.is(error)) return ` (${error.code})`;
  const { status, cause } = error as { status?: number; cause?: unknown };
  if (status !== undefined) return ` (HTTP ${status})`;
  return cause instanceof Error ? reasonOf(cause) : '';
}
