import { Files, Provider, Service, type TextMessage, type TextMessagePart } from 'openai-mcp-host/plugin';
import { checkMessages } from './check-messages.js';
import type { ContentPart } from './message-parts.js';
import type { Message } from './messages.js';
import { documentPart, type FileRoom, picturePart, roomOf, soundPart } from './opened-parts.js';

const ON_THE_WEB = /^https?:/i;

/** Checked messages, with what they name on this machine put into them. */
@Service()
export class MessageSources {
  constructor(
    private readonly files: Files,
    private readonly provider: Provider,
  ) {}

  /** @throws ToolError `INPUT_INVALID` for what a role may not carry, and what {@link Files} has against a file. */
  open(messages: readonly Message[]): Promise<TextMessage[]> {
    checkMessages(messages);
    const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
    // Of OpenAI's APIs, only Responses fetches documents, and only Chat Completions takes sound.
    const fetches = this.provider.usesResponses() && !parts.some(({ type }) => type === 'input_audio');
    const room = roomOf(this.files);
    return Promise.all(
      messages.map(async ({ content, ...message }) => ({
        ...message,
        content: Array.isArray(content)
          ? await Promise.all(content.map((part) => this.openPart(part, fetches, room)))
          : content,
      })),
    );
  }

  private async openPart(part: ContentPart, fetches: boolean, room: FileRoom): Promise<TextMessagePart> {
    switch (part.type) {
      case 'text':
        return part;
      case 'image_url':
        return /^(https?|data):/i.test(part.image_url.url) ? part : picturePart(room, part.image_url);
      case 'file': {
        const { file_url: url } = part.file;
        const isLeft = url === undefined || (fetches && ON_THE_WEB.test(url));
        return isLeft ? part : documentPart(room, url, part.file.filename);
      }
      case 'input_audio': {
        const { data, format, url } = part.input_audio;
        return url === undefined
          ? { type: 'input_audio', input_audio: { data: data!, format: format! } }
          : soundPart(room, url);
      }
    }
  }
}
