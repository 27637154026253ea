import { type Content, Files, Resource, type Variables } from 'openai-mcp-host/plugin';
import { fileContent } from './file-content.js';

@Resource({
  template: 'file:///{+path}',
  name: 'linked-file',
  title: 'Linked file',
  description: 'A file that a tool made, by the link in its result; other files are not served.',
})
export class LinkedFile {
  constructor(private readonly files: Files) {}

  async read({ path = '' }: Variables): Promise<Content> {
    const file = await this.files.find(path.slice(path.lastIndexOf('/') + 1));
    const isIt = file !== undefined && decodeURIComponent(file.uri) === `file:///${path}`;
    return fileContent(this.files, isIt ? file : undefined);
  }
}
