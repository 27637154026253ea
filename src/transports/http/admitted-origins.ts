import { isIP } from 'node:net';
import { localhostAllowedHostnames, validateOriginHeader } from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/** Whether only this machine can reach what listens at an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/**
 * By which names requests may address the server, and whose web pages may ask it: a page that gives its own name this
 * machine's address must not reach what only this machine may.
 */
export class AdmittedOrigins {
  private readonly hosts: ReadonlySet<string>;
  private readonly pages: string[];
  private readonly anyHost: boolean;
  /** The `Host` that was admitted last: it seldom changes. */
  private last: string | undefined;

  /** @param authenticates whether clients have to say who they are: what is not known to a page, it can't use. */
  constructor({ host, publicUrl, allowedHosts, allowedOrigins }: HttpSection, authenticates: boolean) {
    const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
    const here = localhostAllowedHostnames();
    this.hosts = new Set([...here, host, ...own, ...allowedHosts].map((each) => each.toLowerCase()));
    this.pages = [...(isLoopback(host) ? here : []), ...own, ...allowedOrigins];
    this.anyHost = authenticates && !isLoopback(host) && allowedHosts.length === 0;
  }

  /** @param header `Host`. An address can't be another's name. */
  admitsHost(header: string | undefined): boolean {
    if (header !== undefined && header === this.last) return true;
    const name = hostnameOf(header);
    if (name === undefined) return false;
    const admitted = this.anyHost || this.hosts.has(name) || isIP(name.replace(/^\[|\]$/g, '')) > 0;
    if (admitted) this.last = header;
    return admitted;
  }

  /** @param header `Origin`, which only browsers send. */
  admitsOrigin(header: string | undefined, host: string | undefined): boolean {
    if (header === undefined || header === `http://${host}` || header === `https://${host}`) return true;
    return validateOriginHeader(header, this.pages).ok;
  }
}

function hostnameOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  try {
    return new URL(`http://${header}`).hostname;
  } catch {
    return undefined;
  }
}
