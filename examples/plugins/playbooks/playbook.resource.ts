import { type ListedResource, Resource, type Variables } from 'openai-mcp-host/plugin';
import { Pages, uriOf } from './pages.js';

@Resource({
  template: 'playbooks://{name}',
  name: 'playbook',
  title: 'Playbook',
  description: 'How one kind of thing is done here.',
  mimeType: 'text/markdown',
})
export class Playbook {
  constructor(private readonly pages: Pages) {}

  read({ name = '' }: Variables): Promise<string | undefined> {
    return this.pages.read(name);
  }

  async list(): Promise<ListedResource[]> {
    const names = await this.pages.names();
    return Promise.all(
      names.map(async (name) => ({ uri: uriOf(name), name, size: await this.pages.size(name) })),
    );
  }

  complete(_variable: string, value: string): Promise<string[]> {
    return this.pages.namesLike(value);
  }
}
