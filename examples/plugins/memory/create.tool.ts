import { IsArray, IsString } from 'class-validator';
import { Nested, Tool, ToolError } from 'openai-mcp-host/plugin';
import { Entities, isSame, Relations } from './graph.js';
import { GraphFile } from './graph-file.js';

class Addition {
  @IsString() entityName!: string;
  @IsArray() @IsString({ each: true }) contents!: string[];
}

class AddObservationsInput {
  @Nested(() => Addition, { each: true }) observations!: Addition[];
}

class Added {
  @IsString() entityName!: string;
  @IsArray() @IsString({ each: true }) addedObservations!: string[];
}

class AddObservationsOutput {
  @Nested(() => Added, { each: true }) results!: Added[];
}

@Tool({
  name: 'create-entities',
  title: 'Create entities',
  description: 'Remember new things, each with its name, type and observations; returns those that were new.',
  input: Entities,
  output: Entities,
  effect: 'additive',
})
export class CreateEntities {
  constructor(private readonly file: GraphFile) {}

  async run(input: Entities): Promise<Entities> {
    return this.file.change(({ entities: known }) => ({
      entities: input.entities.filter(
        (entity) => !known.some(({ name }) => name === entity.name) && known.push(entity),
      ),
    }));
  }
}

@Tool({
  name: 'create-relations',
  title: 'Create relations',
  description: 'Remember how entities relate, in the active voice; returns the relations that were new.',
  input: Relations,
  output: Relations,
  effect: 'additive',
})
export class CreateRelations {
  constructor(private readonly file: GraphFile) {}

  async run(input: Relations): Promise<Relations> {
    return this.file.change(({ relations: known }) => ({
      relations: input.relations.filter(
        (one) => !known.some((other) => isSame(one, other)) && known.push(one),
      ),
    }));
  }
}

@Tool({
  name: 'add-observations',
  title: 'Add observations',
  description: 'Remember more about known entities; returns what was new.',
  input: AddObservationsInput,
  output: AddObservationsOutput,
  effect: 'additive',
  errors: { ENTITY_UNKNOWN: 'One of the entities does not exist; nothing was added.' },
})
export class AddObservations {
  constructor(private readonly file: GraphFile) {}

  async run({ observations }: AddObservationsInput): Promise<AddObservationsOutput> {
    const results = await this.file.change(({ entities }) =>
      observations.map(({ entityName, contents }) => {
        const known = entities.find(({ name }) => name === entityName)?.observations;
        if (known === undefined) {
          throw new ToolError(
            'ENTITY_UNKNOWN',
            `There is no entity "${entityName}".`,
            'Make it with create-entities.',
          );
        }
        return {
          entityName,
          addedObservations: contents.filter((each) => !known.includes(each) && known.push(each)),
        };
      }),
    );
    return { results };
  }
}
