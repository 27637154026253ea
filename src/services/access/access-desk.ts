import { globMatcher, type Match } from '../../config/admits-tool.js';
import { localPath } from '../../config/local-path.js';
import type { ServerSection } from '../../config/sections/server-section.js';
import type { Access, AccessRecord, NarrowedTools } from '../../contracts/access.js';
import { ClientTokens } from './client-tokens.js';
import { GrantedAccess } from './granted-access.js';

export interface AccessDeskParts {
  server: Pick<ServerSection, 'clients' | 'oauth'>;
  clientKeys: ReadonlyMap<string, string>;
  matches: Match;
  /** What relative folders start from. */
  baseFolder: string;
  /** ms since 1970. */
  now: () => number;
}

/** Says what each client may do, by one config. */
export class AccessDesk {
  readonly tokens: ClientTokens;

  constructor(private readonly parts: AccessDeskParts) {
    this.tokens = new ClientTokens(parts.server.clients);
  }

  static async open(parts: Omit<AccessDeskParts, 'matches'>): Promise<AccessDesk> {
    const { clients, oauth } = parts.server;
    const grants = [...clients, ...Object.values(oauth?.scopes ?? {})];
    const selections = grants.flatMap(({ tools, offers }) => [tools, ...(offers ? [{ only: offers }] : [])]);
    return new AccessDesk({ ...parts, matches: await globMatcher(selections) });
  }

  get now(): number {
    return this.parts.now();
  }

  /** What is on record, by what the config says now. A client that is not in it may do nothing. */
  access(record: AccessRecord): Access {
    const { server, clientKeys, matches, baseFolder } = this.parts;
    const { name, scopes } = record;
    if (scopes !== undefined) {
      const known = server.oauth?.scopes ?? {};
      const grants = scopes.filter((scope) => Object.hasOwn(known, scope)).map((scope) => known[scope]!);
      return new GrantedAccess({ record, grants, matches, limits: server.oauth?.limits });
    }
    const client = server.clients.find((each) => each.name === name);
    if (client === undefined) return new GrantedAccess({ record, grants: [], matches });
    return new GrantedAccess({
      ...{ record, grants: [client], matches, limits: client.limits },
      apiKey: clientKeys.get(name),
      roots: client.roots?.map((folder) => localPath(baseFolder, folder)),
    });
  }
}

/** What is to be known of a client of the config. */
export const recordOf = (
  name: string,
  narrowed: NarrowedTools | undefined,
  scopes?: readonly string[],
): AccessRecord => ({ name, ...(scopes && { scopes }), ...(narrowed && { narrowed }) });
