import { OpenAIClient, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** The models that the key may use, as the provider lists them. */
@Service()
export class LiveModels {
  constructor(private readonly openai: OpenAIClient) {}

  /** By id, the day of the shutdown where one is announced; undefined, with a note, where the list can't be had. */
  async list(call: ToolCall): Promise<Map<string, string | undefined> | undefined> {
    try {
      const { data } = await this.openai.models.list();
      return new Map(
        (data ?? []).map(({ id, shutdown_date }) => [id, shutdown_date?.slice(0, 10) ?? undefined]),
      );
    } catch (error) {
      if (call.signal.aborted) throw error;
      call.note(`From the catalogue alone: the provider's own list could not be read${reasonOf(error)}.`);
      return undefined;
    }
  }
}

function reasonOf(error: unknown): string {
  if (ToolError.is(error)) return ` (${error.code})`;
  const { status } = error as { status?: number };
  return status === undefined ? '' : ` (HTTP ${status})`;
}
