import { type Fault, FaultError } from '../contracts/fault.js';
import type { Json } from './merge.js';

interface Variable {
  name: string;
  /** Its place in the config. */
  path: readonly [string, string?];
  /** What it must be, in words; with `read`, which gives undefined for anything else. */
  must: string;
  read(text: string): unknown;
}

const LEVELS: Record<string, string> = {
  trace: 'debug',
  warning: 'warn',
  fatal: 'error',
  off: 'silent',
  none: 'silent',
};

const text = (text: string) => text;
const number = (fits: (number: number) => boolean) => (text: string) =>
  fits(Number(text)) ? Number(text) : undefined;
const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);
const level = (text: string) => {
  const name = text.toLowerCase();
  return matching(/^(?:debug|info|warn|error|silent)$/)(Object.hasOwn(LEVELS, name) ? LEVELS[name]! : name);
};

const VARIABLES: readonly Variable[] = [
  { name: 'OPENAI_ORG_ID', path: ['openai', 'organization'], must: 'a text', read: text },
  { name: 'OPENAI_PROJECT_ID', path: ['openai', 'project'], must: 'a text', read: text },
  {
    name: 'OPENAI_BASE_URL',
    path: ['openai', 'baseURL'],
    must: 'an http or https URL',
    read: matching(/^https?:\/\/\S+$/),
  },
  { name: 'DEFAULT_MODEL', path: ['defaults', 'model'], must: 'a text', read: text },
  {
    name: 'MAX_TOKENS',
    path: ['defaults', 'maxTokens'],
    must: 'a whole number of at least 1',
    read: number((tokens) => Number.isSafeInteger(tokens) && tokens >= 1),
  },
  {
    name: 'TEMPERATURE',
    path: ['defaults', 'temperature'],
    must: 'a number from 0 to 2',
    read: number((temperature) => temperature >= 0 && temperature <= 2),
  },
  {
    name: 'OPENAI_MCP_DATABASE_URL',
    path: ['storage', 'url'],
    must: 'a URL such as postgres://user:password@host/database',
    read: matching(/^postgres(?:ql)?:\/\/\S+$/),
  },
  { name: 'LOG_LEVEL', path: ['logLevel'], must: 'one of debug, info, warn, error, silent', read: level },
];

/** What the environment says, as a part of the config. A variable that is empty says nothing. */
export function configOfEnvironment(env: NodeJS.ProcessEnv): Json {
  const faults: Fault[] = [];
  const config: Record<string, Json> & Json = {};
  for (const { name, path, must, read } of VARIABLES) {
    const given = env[name]?.trim();
    if (!given) continue;
    const value = read(given);
    if (value === undefined)
      faults.push({
        code: 'CONFIG_INVALID',
        message: `${name} must be ${must}.`,
        hint: `Correct or unset the environment variable ${name}.`,
        where: name,
      });
    const [section, key] = path;
    if (key === undefined) Object.assign(config, { [section]: value });
    else config[section] = { ...config[section], [key]: value };
  }
  if (faults.length > 0) throw new FaultError(faults);
  return config;
}
