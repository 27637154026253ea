import { IsArray, IsString } from 'class-validator';
import { Tool } from 'openai-mcp-host/plugin';
import { Graph } from './graph.js';
import { GraphFile } from './graph-file.js';

class SearchNodesInput {
  @IsString() query!: string;
}

class OpenNodesInput {
  @IsArray() @IsString({ each: true }) names!: string[];
}

@Tool({
  name: 'read-graph',
  title: 'Read the graph',
  description: 'Recall everything: all entities and relations.',
  output: Graph,
  effect: 'read-only',
})
export class ReadGraph {
  constructor(private readonly file: GraphFile) {}

  run(): Promise<Graph> {
    return this.file.read();
  }
}

@Tool({
  name: 'search-nodes',
  title: 'Search nodes',
  description:
    'Recall the entities with a text in name, type or observations, and the relations around them.',
  input: SearchNodesInput,
  output: Graph,
  effect: 'read-only',
})
export class SearchNodes {
  constructor(private readonly file: GraphFile) {}

  run({ query }: SearchNodesInput): Promise<Graph> {
    const wanted = query.toLowerCase();
    return this.file.read(({ name, entityType, observations }) =>
      [name, entityType, ...observations].some((text) => text.toLowerCase().includes(wanted)),
    );
  }
}

@Tool({
  name: 'open-nodes',
  title: 'Open nodes',
  description: 'Recall entities by their names, and the relations around them.',
  input: OpenNodesInput,
  output: Graph,
  effect: 'read-only',
})
export class OpenNodes {
  constructor(private readonly file: GraphFile) {}

  run({ names }: OpenNodesInput): Promise<Graph> {
    return this.file.read(({ name }) => names.includes(name));
  }
}
