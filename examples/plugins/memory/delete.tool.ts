import { IsArray, IsInt, IsString } from 'class-validator';
import { Nested, Tool } from 'openai-mcp-host/plugin';
import { isSame, Relations } from './graph.js';
import { GraphFile } from './graph-file.js';

class DeleteEntitiesInput {
  @IsArray() @IsString({ each: true }) entityNames!: string[];
}

class Deletion {
  @IsString() entityName!: string;
  @IsArray() @IsString({ each: true }) observations!: string[];
}

class DeleteObservationsInput {
  @Nested(() => Deletion, { each: true }) deletions!: Deletion[];
}

class Deleted {
  @IsInt() deleted!: number;
}

/** Keeps in a list what does not fit; gives how much did. */
function remove<T>(list: T[], fits: (item: T) => boolean): number {
  const kept = list.filter((item) => !fits(item));
  return list.splice(0, list.length, ...kept).length - kept.length;
}

@Tool({
  name: 'delete-entities',
  title: 'Delete entities',
  description: 'Forget entities and their relations; returns how many of both there were.',
  input: DeleteEntitiesInput,
  output: Deleted,
  effect: 'destructive',
})
export class DeleteEntities {
  constructor(private readonly file: GraphFile) {}

  async run({ entityNames: gone }: DeleteEntitiesInput): Promise<Deleted> {
    return this.file.change(({ entities, relations }) => ({
      deleted:
        remove(entities, ({ name }) => gone.includes(name)) +
        remove(relations, ({ from, to }) => gone.includes(from) || gone.includes(to)),
    }));
  }
}

@Tool({
  name: 'delete-observations',
  title: 'Delete observations',
  description: 'Forget some observations of entities; returns how many there were.',
  input: DeleteObservationsInput,
  output: Deleted,
  effect: 'destructive',
})
export class DeleteObservations {
  constructor(private readonly file: GraphFile) {}

  async run({ deletions }: DeleteObservationsInput): Promise<Deleted> {
    const deleted = await this.file.change(({ entities }) =>
      deletions.map(({ entityName, observations: gone }) => {
        const { observations = [] } = entities.find(({ name }) => name === entityName) ?? {};
        return remove(observations, (each) => gone.includes(each));
      }),
    );
    return { deleted: deleted.reduce((sum, count) => sum + count, 0) };
  }
}

@Tool({
  name: 'delete-relations',
  title: 'Delete relations',
  description: 'Forget relations; returns how many there were.',
  input: Relations,
  output: Deleted,
  effect: 'destructive',
})
export class DeleteRelations {
  constructor(private readonly file: GraphFile) {}

  async run({ relations: gone }: Relations): Promise<Deleted> {
    return this.file.change(({ relations }) => ({
      deleted: remove(relations, (one) => gone.some((other) => isSame(one, other))),
    }));
  }
}
