import { type CollectionFacts, Collections, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

const MOST_NAMED = 10;

/** Finds collections by name, and says which there are where one is not. */
@Service()
export class KnownCollections {
  constructor(private readonly collections: Collections) {}

  /** @throws ToolError `COLLECTION_NOT_FOUND`. */
  async find(name: string, call: ToolCall): Promise<CollectionFacts> {
    const found = await this.collections.find(name, call);
    if (found !== undefined) return found;
    const names = (await this.collections.list(call)).map((each) => each.name);
    const near = names.toSorted((one, other) => distance(one, name) - distance(other, name));
    throw new ToolError(
      'COLLECTION_NOT_FOUND',
      `There is no collection "${name.slice(0, 100)}".`,
      hint(near, name),
    );
  }
}

function hint([nearest, ...others]: readonly string[], name: string): string {
  if (nearest === undefined) return 'There is none yet: index-documents makes them.';
  const isNear = distance(nearest, name) <= Math.max(2, name.length / 3);
  const listed = [nearest, ...others].slice(0, MOST_NAMED).join(', ');
  const all = `Those that there are: ${listed}.`;
  return isNear ? `Did you mean ${nearest}? ${all}` : all;
}

/** Letters to change, add or leave out. */
function distance(one: string, other: string): number {
  const [from, to] = [one.toLowerCase().slice(0, 100), other.toLowerCase().slice(0, 100)];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const change = row[at - 1]! + (letter === to[at - 1] ? 0 : 1);
      next.push(Math.min(change, row[at]! + 1, next[at - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
