import type { PromptPart } from '../../plugin-api/prompt-result.js';
import type { ContentBlock } from '../passage.js';

/** A resource's content in MCP's words. */
export type WireContents = { uri: string; mimeType: string } & ({ text: string } | { blob: string });

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** A text, picture, sound or resource as a block; undefined for anything else, which a plugin in JavaScript can return. */
export function blockOf(part: PromptPart): ContentBlock | undefined {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (typeof part !== 'object' || part === null) return undefined;
  if ('uri' in part) {
    const resource = contentsOf(part.uri, part.content, part.mimeType);
    return resource && { type: 'resource', resource };
  }
  const { data, mimeType } = part;
  if (!(data instanceof Uint8Array) || typeof mimeType !== 'string') return undefined;
  return { type: mimeType.startsWith('audio/') ? 'audio' : 'image', data: base64(data), mimeType };
}

/** What a resource holds, texts as they are and bytes in base64; undefined where it is neither. */
export function contentsOf(uri: string, content: unknown, mimeType?: string): WireContents | undefined {
  if (typeof content === 'string') return { uri, mimeType: mimeType ?? 'text/plain', text: content };
  if (!(content instanceof Uint8Array)) return undefined;
  return { uri, mimeType: mimeType ?? 'application/octet-stream', blob: base64(content) };
}
