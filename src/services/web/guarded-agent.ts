import type { Agent } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import type { CheckedAddress } from './host-rules.js';
import { isMetadata, isShut } from './shut-addresses.js';
import { hostNotAllowed } from './web-errors.js';

/** What a request needs so that it reaches no address that is shut. */
export interface Guard {
  agent: Agent;
  lookup: LookupFunction;
}

/**
 * The guard of one request. A name is resolved once, and the addresses that were looked at are those that are connected to: a
 * second answer of its DNS server is never asked for. Neither goes through a proxy, which would resolve the name for itself.
 *
 * @throws ToolError `URL_NOT_ALLOWED` for an IP address that is shut.
 */
export async function guardFor(
  { url, host, mayBePrivate }: CheckedAddress,
  lookup: LookupFunction,
): Promise<Guard> {
  const shut = mayBePrivate ? isMetadata : isShut;
  if (isIP(host) !== 0 && shut(host)) throw hostNotAllowed();
  return { agent: await agentFor(url.protocol === 'https:', mayBePrivate), lookup: looking(lookup, shut) };
}

async function agentFor(isSecure: boolean, mayBePrivate: boolean): Promise<Agent> {
  const options = { keepAlive: false };
  if (mayBePrivate) {
    const { http, https } = modules();
    return isSecure ? new https.Agent(options) : new http.Agent(options);
  }
  const { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } = await import('request-filtering-agent');
  return isSecure ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options);
}

export const modules = () => ({
  http: process.getBuiltinModule('node:http'),
  https: process.getBuiltinModule('node:https'),
});

/** One address that is shut among several shuts the name. */
const looking =
  (lookup: LookupFunction, shut: (address: string) => boolean): LookupFunction =>
  (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      const addresses =
        error || !found ? [] : typeof found === 'string' ? [found] : found.map(({ address }) => address);
      if (addresses.some(shut)) callback(hostNotAllowed(), found, family);
      else callback(error, found, family);
    });
