import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Service } from 'openai-mcp-host/plugin';
import type { Entity, Graph } from './graph.js';
import { MemorySettings } from './memory.settings.js';

/** The graph on disk: a line of JSON for each entity and relation. */
@Service()
export class GraphFile {
  private readonly path: string;
  private last: Promise<unknown> = Promise.resolve();

  constructor({ file }: MemorySettings) {
    this.path = resolve(import.meta.dirname, file);
  }

  /** The entities that fit, and the relations that touch them. Left out: everything. */
  async read(fits?: (entity: Entity) => boolean): Promise<Graph> {
    const graph: Graph = { entities: [], relations: [] };
    for (const line of (await this.text()).split('\n').filter(Boolean)) {
      const { type, ...item } = JSON.parse(line);
      graph[type === 'entity' ? 'entities' : 'relations'].push(item);
    }
    if (fits === undefined) return graph;
    const entities = graph.entities.filter(fits);
    const names = new Set(entities.map(({ name }) => name));
    return {
      entities,
      relations: graph.relations.filter(({ from, to }) => names.has(from) || names.has(to)),
    };
  }

  /** Reads, changes and writes the graph; one change after the other, so that none is lost. */
  change<T>(how: (graph: Graph) => T): Promise<T> {
    const changed = this.last.then(async () => {
      const graph = await this.read();
      const result = how(graph);
      await this.write(graph);
      return result;
    });
    this.last = changed.catch(() => {});
    return changed;
  }

  private async text(): Promise<string> {
    return readFile(this.path, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
  }

  private async write({ entities, relations }: Graph): Promise<void> {
    const lines = [
      ...entities.map((entity) => JSON.stringify({ type: 'entity', ...entity })),
      ...relations.map((relation) => JSON.stringify({ type: 'relation', ...relation })),
    ];
    await writeFile(`${this.path}.new`, lines.map((line) => `${line}\n`).join(''));
    await rename(`${this.path}.new`, this.path);
  }
}
