import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Logger } from '../../plugin-api/logger.js';

// Less than the 5 s after which common servers drop an idle connection: a request on a connection that is being
// dropped is lost, and nobody can say whether it arrived.
const IDLE_MS = 4000;
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

const isAtLeast = (version: string, wanted: readonly [number, number]): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
};

const knowsProxies = (version: string): boolean =>
  version.startsWith('22.') ? isAtLeast(version, [22, 21]) : isAtLeast(version, [24, 5]);

/** Keep-alive agents without a limit on connections, through a proxy where the environment names one. */
export function createAgents(log: Logger, environment = process.env): { http: HttpAgent; https: HttpsAgent } {
  const wantsProxy = PROXY_VARIABLES.some((name) => environment[name]);
  const proxyEnv = wantsProxy && knowsProxies(process.versions.node) ? environment : undefined;
  if (wantsProxy && !proxyEnv) {
    log.warn('HTTPS_PROXY is set, but this Node has no proxy support: use Node 22.21, 24.5 or newer.');
  }
  const options = { keepAlive: true, timeout: IDLE_MS, ...(proxyEnv && { proxyEnv }) };
  const { Agent: Http } = process.getBuiltinModule('node:http');
  const { Agent: Https } = process.getBuiltinModule('node:https');
  return { http: new Http(options), https: new Https(options) };
}
