import { IsArray, IsString } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';

export class Entity {
  @IsString() name!: string;
  @IsString() entityType!: string;
  @IsArray() @IsString({ each: true }) observations!: string[];
}

export class Relation {
  @IsString() from!: string;
  @IsString() to!: string;
  @IsString() relationType!: string;
}

export class Entities {
  @Nested(() => Entity, { each: true }) entities!: Entity[];
}

export class Relations {
  @Nested(() => Relation, { each: true }) relations!: Relation[];
}

export class Graph extends Entities {
  @Nested(() => Relation, { each: true }) relations!: Relation[];
}

export const isSame = (one: Relation, other: Relation): boolean =>
  one.from === other.from && one.to === other.to && one.relationType === other.relationType;
