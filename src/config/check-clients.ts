import type { Fault } from '../contracts/fault.js';
import { isObject, type Json } from './merge.js';

/** Names that stand for something else in records and reports. */
const TAKEN = ['local', 'anonymous', 'unknown', 'all'];
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

type Problem = [where: string, problem: string, hint?: string];

/** What no schema can say of `server.clients` and `server.oauth`: whose name or token it is, and where keys come from. */
export function checkClients(document: unknown, file: string): Fault[] {
  const server = isObject(document) && isObject(document.server) ? document.server : {};
  const clients = (Array.isArray(server.clients) ? server.clients : []).map((each: unknown) =>
    isObject(each) ? each : {},
  );
  const http = isObject(server.http) ? server.http : {};
  const oauth = isObject(server.oauth) ? server.oauth : undefined;
  const isGuarded = clients.length > 0 || oauth !== undefined;
  const problems = [
    ...clients.flatMap((client, index) => nameProblems(client, index, clients)),
    ...tokenProblems(clients),
    ...(oauth === undefined ? [] : oauthProblems(oauth, http)),
    ...(isGuarded && http.allowAnonymous === true
      ? [
          [
            'server.http.allowAnonymous',
            'lets in whoever has no token, where server.clients or server.oauth say who may come in',
            'Leave it out.',
          ] satisfies Problem,
        ]
      : []),
  ];
  return problems.map(([where, problem, hint]) => ({
    code: 'CONFIG_INVALID',
    message: `${where} ${problem}.`,
    hint: hint ?? `Correct it in ${file}.`,
    where,
  }));
}

function nameProblems({ name }: Json, index: number, all: readonly Json[]): Problem[] {
  if (typeof name !== 'string') return [];
  const where = `server.clients[${index}].name`;
  const look = looksOf(name);
  const taken = TAKEN.find((each) => looksOf(each) === look);
  if (taken !== undefined)
    return [[where, `"${name}" could be taken for "${taken}", which stands for other clients here`]];
  const before = all.slice(0, index).findIndex((each) => looksOf(String(each.name)) === look);
  if (before === -1) return [];
  const other = String(all[before]!.name);
  return [
    [
      where,
      other === name
        ? `is "${name}" once more, as server.clients[${before}].name`
        : `"${name}" could be taken for "${other}" of server.clients[${before}]`,
    ],
  ];
}

/** How a name looks to somebody who reads quickly. */
const looksOf = (name: string): string =>
  name.toLowerCase().replace(/[._-]/g, '').replaceAll('0', 'o').replace(/[1i]/g, 'l');

function tokenProblems(clients: readonly Json[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [index, { tokens }] of clients.entries()) {
    for (const [place, token] of (Array.isArray(tokens) ? tokens : []).entries()) {
      if (!isObject(token)) continue;
      const where = `server.clients[${index}].tokens[${place}]`;
      const owner = owners.get(String(token.hash));
      if (owner !== undefined) problems.push([`${where}.hash`, `is that of ${owner} once more`]);
      else if (typeof token.hash === 'string') owners.set(token.hash, where);
      if (typeof token.expires === 'string' && Number.isNaN(Date.parse(token.expires)))
        problems.push([`${where}.expires`, `must be a day that there is (it is "${token.expires}")`]);
    }
  }
  return problems;
}

function oauthProblems({ issuer, jwksUrl, audience, scopes }: Json, { publicUrl }: Json): Problem[] {
  const problems: Problem[] = [];
  for (const [where, url] of [
    ['server.oauth.issuer', issuer],
    ['server.oauth.jwksUrl', jwksUrl],
  ] as const) {
    if (typeof url === 'string' && !isTrustworthy(url))
      problems.push([where, 'must be an https URL: whoever can change it on its way could make tokens']);
  }
  if (audience === undefined && publicUrl === undefined)
    problems.push([
      'server.oauth',
      'does not say what tokens must be for: tokens for other services would be taken',
      'Set server.oauth.audience, or server.http.publicUrl.',
    ]);
  if (!isObject(scopes) || Object.keys(scopes).length === 0)
    problems.push(['server.oauth.scopes', 'is empty: no token would give anything']);
  for (const scope of isObject(scopes) ? Object.keys(scopes) : []) {
    if (!/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(scope))
      problems.push(['server.oauth.scopes', `has ${JSON.stringify(scope)}, which no scope can be called`]);
  }
  return problems;
}

function isTrustworthy(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
}
