import { isIP } from 'node:net';
import type { FetchSection } from '../../config/sections/fetch-section.js';
import {
  addressMalformed,
  credentialsNotAllowed,
  hostNotAllowed,
  portNotAllowed,
  schemeNotAllowed,
} from './web-errors.js';

/** Names that stand for private hosts by convention, whatever they resolve to. */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/;
/** The ports below are those of services that are no web servers. */
const FIRST_FREE_PORT = 1024;
const WEB_PORTS = new Set(['', '80', '443']);

/** An address that may be asked, as far as can be said before its name is resolved. */
export interface CheckedAddress {
  url: URL;
  /** Without the brackets of IPv6. */
  host: string;
  /** Whether the operator has named the host as one that may be private. */
  mayBePrivate: boolean;
}

/** Which hosts may be fetched from, by name. */
export class HostRules {
  private readonly allowed: readonly RegExp[];
  private readonly denied: readonly RegExp[];
  private readonly private: ReadonlySet<string>;

  constructor({ allowHosts, denyHosts, allowPrivate }: FetchSection) {
    this.allowed = allowHosts.map(patternOf);
    this.denied = denyHosts.map(patternOf);
    this.private = new Set(allowPrivate.map(plainHost));
  }

  /** @throws ToolError `URL_NOT_ALLOWED`. */
  check(address: string, from?: URL): CheckedAddress {
    if (!URL.canParse(address, from?.href)) throw addressMalformed();
    const url = new URL(address, from);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw schemeNotAllowed();
    if (url.username !== '' || url.password !== '') throw credentialsNotAllowed();
    url.hostname = url.hostname.replace(/\.$/, '');
    const host = plainHost(url.hostname);
    const mayBePrivate = this.private.has(host);
    if (!mayBePrivate) this.checkPublic(host);
    if (this.denied.some((pattern) => pattern.test(host))) throw hostNotAllowed();
    if (!mayBePrivate && !WEB_PORTS.has(url.port) && Number(url.port) < FIRST_FREE_PORT)
      throw portNotAllowed(url.port);
    return { url, host, mayBePrivate };
  }

  private checkPublic(host: string): void {
    const isAllowed = this.allowed.length === 0 || this.allowed.some((pattern) => pattern.test(host));
    const isPrivate = isIP(host) === 0 && PRIVATE_NAME.test(host);
    if (!isAllowed || isPrivate) throw hostNotAllowed();
  }
}

/** One spelling of a host: a name may end with a dot, and IPv6 stands in brackets. */
const plainHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

const patternOf = (glob: string): RegExp =>
  new RegExp(
    `^${plainHost(glob)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
