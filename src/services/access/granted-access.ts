import { admitsTool, type Match } from '../../config/admits-tool.js';
import type { Access, AccessLimits, AccessRecord, AdmittedTool } from '../../contracts/access.js';
import { fitsPattern } from '../name-pattern.js';
import type { Grant } from './grant.js';

export interface GrantedAccessParts {
  record: AccessRecord;
  /** What it is given; together where there are several. */
  grants: readonly Grant[];
  matches: Match;
  limits?: AccessLimits | undefined;
  apiKey?: string | undefined;
  roots?: readonly string[] | undefined;
}

/** The bundled plugin by which clients read what their tools have made, each only its own. */
const RESULTS = 'files';

/** The access of one client: what it was given, as far as it has not narrowed that itself. */
export class GrantedAccess implements Access {
  readonly limits?: AccessLimits;
  readonly apiKey?: string;
  readonly roots?: readonly string[];

  constructor(private readonly parts: GrantedAccessParts) {
    if (parts.limits !== undefined) this.limits = parts.limits;
    if (parts.roots !== undefined) this.roots = parts.roots;
    if (parts.apiKey !== undefined) this.apiKey = parts.apiKey;
  }

  get name(): string {
    return this.record.name;
  }

  get record(): AccessRecord {
    return this.parts.record;
  }

  get isOperator(): boolean {
    return this.parts.grants.some(({ operator }) => operator);
  }

  get isGone(): boolean {
    return this.parts.grants.length === 0;
  }

  get hasModelList(): boolean {
    return !this.parts.grants.some(({ models }) => models === undefined);
  }

  admits(tool: AdmittedTool): boolean {
    return this.isNotNarrowedAway(tool) && this.parts.grants.some((grant) => this.gives(grant, tool));
  }

  admitsOffers(plugin: string, tools: readonly AdmittedTool[]): boolean {
    return this.parts.grants.some(({ offers, ...grant }) => {
      if (offers !== undefined) return offers.some((names) => this.parts.matches(names, plugin));
      if (plugin === RESULTS) return true;
      // Nobody could have named a tool of a plugin that has none.
      if (tools.length === 0) return grant.tools?.only === undefined;
      return tools.some((tool) => this.gives(grant, tool) && this.isNotNarrowedAway(tool));
    });
  }

  admitsModel(model: string): boolean {
    return this.parts.grants.some(
      ({ models }) => models === undefined || models.some((names) => fitsPattern(model, names)),
    );
  }

  private gives({ tools, readOnly }: Grant, tool: AdmittedTool): boolean {
    if (readOnly && tool.effect !== 'read-only') return false;
    return admitsTool(tools ?? {}, tool, this.parts.matches);
  }

  private isNotNarrowedAway({ name, effect }: AdmittedTool): boolean {
    const { only = [], except = [], isReadOnly } = this.record.narrowed ?? {};
    if (isReadOnly && effect !== 'read-only') return false;
    return !except.includes(name) && only.every((names) => names.includes(name));
  }
}
