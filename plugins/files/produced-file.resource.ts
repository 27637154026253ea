import {
  type Content,
  Files,
  type ListedResource,
  Resource,
  type StoredFile,
  type Variables,
} from 'openai-mcp-host/plugin';
import { fileContent } from './file-content.js';

/** A listing is read by people: what is older is still found by its name. */
const LISTED = 100;

const uriOf = ({ name }: StoredFile) => `openai-mcp-host://files/${encodeURIComponent(name)}`;

@Resource({
  template: 'openai-mcp-host://files/{name}',
  name: 'produced-file',
  title: 'Produced file',
  description: 'A picture, text or table that a tool made, by its file name; the newest are listed.',
})
export class ProducedFile {
  constructor(private readonly files: Files) {}

  async read({ name = '' }: Variables): Promise<Content> {
    return fileContent(this.files, await this.files.find(name));
  }

  async list(): Promise<ListedResource[]> {
    const files = await this.files.recent(LISTED);
    return files.map((file) => ({
      uri: uriOf(file),
      name: file.name,
      mimeType: file.mimeType,
      size: file.size,
    }));
  }

  async complete(_variable: string, value: string): Promise<string[]> {
    const files = await this.files.recent(1_000);
    return files.map(({ name }) => name).filter((name) => name.startsWith(value));
  }
}
