import { Files, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

const MAX_BYTES = 5_000_000;

/** Turns the clips of known voices into what OpenAI takes. */
@Service()
export class SpeakerClips {
  constructor(private readonly files: Files) {}

  /** A data URL for each name, in order. */
  async urls(known: Record<string, string>, call: ToolCall): Promise<string[]> {
    const sources = Object.values(known);
    return Promise.all(
      sources.map(async (source) => {
        const { data, mimeType, name } = await this.files.read(source, {
          maxBytes: MAX_BYTES,
          signal: call.signal,
        });
        if (!/^(audio|video)\//.test(mimeType))
          throw new ToolError(
            'NOT_AUDIO',
            `${name} is ${mimeType}, not a recording.`,
            'Use a clip of 2 to 10 seconds.',
          );
        return `data:${mimeType};base64,${data.toString('base64')}`;
      }),
    );
  }
}
