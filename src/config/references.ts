import { readFileSync } from 'node:fs';
import type { Fault } from '../contracts/fault.js';
import { step } from '../schema/wording.js';
import { localPath } from './local-path.js';
import { holdsKey, holdsToken } from './mask-secrets.js';
import { isObject } from './merge.js';

const REFERENCE = /\$\{(env|file):([^}]*)\}/g;
/** Where a key stands, and the variable that gives it anyway. */
const KEYS: Readonly<Record<string, string>> = {
  'openai.apiKey': 'OPENAI_API_KEY',
  'openai.adminKey': 'OPENAI_ADMIN_KEY',
};
const SECRETS = new Set([...Object.keys(KEYS), 'budget.webhook.secret', 'webhooks.secret']);
const CLIENT_KEY = /^server\.clients\[\d+\]\.apiKey$/;
const DATABASE = 'storage.url';
const URL_PASSWORD = /:\/\/[^/:@\s]*:[^/@\s]+@/;
const STANDARD_KEY = `\${env:OPENAI_API_KEY}`;
const USE_REFERENCE = `Write a reference instead, such as ${STANDARD_KEY} or $\{file:/run/secrets/openai}, and revoke a key that others have seen.`;

const USE_HASH =
  'Write its hash instead, as `openai-mcp-host token new` prints it, and make another token: this one may have been seen.';

/** Replaces the references of a document by what they refer to, and finds the secrets that are written out in it. */
export class References {
  readonly faults: Fault[] = [];
  /** The places of the document whose text came by reference. */
  readonly places = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The same value with its references resolved; one that leads nowhere stays, and is a fault. */
  resolve(value: unknown, place = ''): unknown {
    if (typeof value === 'string') return this.#text(value, place);
    if (Array.isArray(value))
      return value.map((item, index) => this.resolve(item, step(place, String(index))));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.resolve(part, step(place, key))]),
    );
  }

  #text(text: string, place: string): unknown {
    // The standard variable holds anyway, so that a server without any key still starts and lists its tools.
    const variable = KEYS[place];
    if (variable !== undefined && text.trim() === `\${env:${variable}}` && !this.env[variable])
      return undefined;
    const literal = text.replace(REFERENCE, '');
    const isSecret =
      ((SECRETS.has(place) || CLIENT_KEY.test(place)) && literal.trim() !== '') ||
      (place === DATABASE && URL_PASSWORD.test(literal));
    if (holdsToken(literal)) {
      this.#fault('CONFIG_SECRET_INLINE', `${place} holds a token in plain text.`, USE_HASH, place);
    } else if (holdsKey(literal) || isSecret) {
      this.#fault('CONFIG_SECRET_INLINE', `${place} holds a secret in plain text.`, USE_REFERENCE, place);
    }
    return text.replace(REFERENCE, (reference, kind: string, name: string) => {
      this.places.add(place);
      const found = kind === 'env' ? this.env[name] : this.#file(name);
      if (typeof found === 'string' && found !== '') return found;
      this.#missing(place, reference, kind, name);
      return reference;
    });
  }

  #file(name: string): string | undefined {
    try {
      return readFileSync(localPath(this.folder, name), 'utf8').trim();
    } catch {
      return undefined;
    }
  }

  #missing(place: string, reference: string, kind: string, name: string): void {
    const why =
      kind === 'env'
        ? `the environment variable ${name} is not set`
        : `the file ${name} can't be read or is empty`;
    const hint =
      kind === 'env'
        ? `Set ${name} where the server is started.`
        : 'Check the path: it is relative to the config file.';
    this.#fault('CONFIG_SECRET_MISSING', `${place} refers to ${reference}, but ${why}.`, hint, place);
  }

  #fault(code: string, message: string, hint: string, where: string): void {
    this.faults.push({ code, message, hint, where });
  }
}
