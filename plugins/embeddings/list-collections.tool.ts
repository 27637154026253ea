import { IsArray } from 'class-validator';
import { type CollectionFacts, Collections, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { countOf } from './count-of.js';

class ListCollectionsOutput {
  @IsArray()
  collections!: object[];
}

@Tool({
  name: 'list-collections',
  title: 'List collections',
  description: 'List the collections of indexed documents.',
  output: ListCollectionsOutput,
  effect: 'read-only',
})
export class ListCollections {
  constructor(private readonly collections: Collections) {}

  async run(_: object, call: ToolCall): Promise<ToolResult<ListCollectionsOutput>> {
    const all = await this.collections.list(call);
    const text =
      all.length === 0
        ? 'There is no collection yet: index-documents makes them.'
        : all.map(lineOf).join('\n');
    const collections = all.map(({ createdAt, updatedAt, ...facts }) => ({
      ...facts,
      created_at: createdAt,
      updated_at: updatedAt,
    }));
    return new ToolResult({ collections }, text);
  }
}

function lineOf({ name, model, dimensions, documents, chunks, bytes, updatedAt }: CollectionFacts): string {
  const size = `${countOf(documents, 'document')}, ${countOf(chunks, 'chunk')}, ${sizeOf(bytes)}`;
  return `- ${name}: ${size}; ${model}, ${dimensions} dimensions; changed ${updatedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

const sizeOf = (bytes: number): string =>
  bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
