import { Resource } from 'openai-mcp-host/plugin';
import { GraphFile } from './graph-file.js';

@Resource({
  uri: 'memory://knowledge-graph',
  name: 'knowledge-graph',
  title: 'Knowledge graph',
  description: 'Everything that is remembered: entities and relations.',
  mimeType: 'application/json',
})
export class KnowledgeGraph {
  constructor(private readonly file: GraphFile) {}

  async read(): Promise<string> {
    return JSON.stringify(await this.file.read(), null, 2);
  }
}
