import { FaultError } from '../contracts/fault.js';
import { checkBudget } from './check-budget.js';
import { checkClients } from './check-clients.js';
import { checkDocument } from './check-document.js';
import { checkModeration } from './check-moderation.js';
import { type ConfigFile, findConfigFile, readConfigText } from './config-file.js';
import { configOfEnvironment } from './environment.js';
import { keyOfEnvironment } from './environment-key.js';
import { GatheredFaults } from './gathered-faults.js';
import type { HostConfig } from './host-config.js';
import { localPath } from './local-path.js';
import { type Json, merge } from './merge.js';
import { parseJson } from './parse-json.js';
import { publishedSchema } from './published-schema.js';
import { References } from './references.js';
import { withDefaults } from './schema-defaults.js';
import type { ClientEntry } from './sections/client-entry.js';

/** Any part of a config. */
export type ConfigPart<T = HostConfig> = {
  [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? ConfigPart<T[K]> : T[K];
};

/** Where the config comes from. */
export interface LoadOptions {
  /** `--config`: a file, or the name of a profile in config/profiles. */
  file?: string | undefined;
  /** The config itself, in place of any file. */
  document?: Record<string, unknown>;
  env: NodeJS.ProcessEnv;
  /** What the command line says; it holds over everything else. */
  flags?: ConfigPart;
  cwd: string;
}

/** A config that was checked, and what belongs to it. */
export interface LoadedConfig {
  /** The whole config, defaults included; without OpenAI's keys. */
  config: HostConfig;
  /** The file that was read. */
  file: string | undefined;
  /** What relative paths in the config start from. */
  baseFolder: string;
  /** Where the host keeps what it must remember; it need not exist yet. */
  dataFolder: string;
  apiKey: string | undefined;
  /** Reads OpenAI's report of costs, and is used for nothing else. */
  adminKey?: string | undefined;
  /** OpenAI keys of single clients, by their names; none of them is in the config. */
  clientKeys?: ReadonlyMap<string, string>;
  /** Whether the embedded stand-in answers: what is made up is kept apart from what was paid for. */
  sandboxed?: boolean;
}

/**
 * The config: defaults < file < environment < flags.
 *
 * @throws FaultError with every fault of all sources.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { document: given, env, flags = {}, cwd } = options;
  const faults = new GatheredFaults();
  const file = await faults.from(() => (given ? undefined : findConfigFile(namedFile(options), cwd)));
  const document = await faults.from(() => given ?? (file && readDocument(file)));
  const resolved = await faults.from(() =>
    resolveDocument(document === undefined ? {} : document, file, options),
  );
  const environment = await faults.from(() => configOfEnvironment(env));
  const environmentKey = await faults.from(() => keyOfEnvironment(env, cwd, 'OPENAI_API_KEY'));
  const environmentAdminKey = await faults.from(() => keyOfEnvironment(env, cwd, 'OPENAI_ADMIN_KEY'));
  faults.throwAny();

  const merged = [environment ?? {}, flags as Json].reduce(merge, resolved ?? {});
  const config = withDefaults(merged, publishedSchema()) as HostConfig;
  const { apiKey: documentKey, adminKey: documentAdminKey, ...openai } = config.openai;
  const { clients, keys: clientKeys } = apartFromKeys(config.server.clients);
  return {
    config: { ...config, openai, server: { ...config.server, clients } },
    file: file?.isDefault ? undefined : file?.path,
    baseFolder: file?.folder ?? cwd,
    dataFolder: await dataFolder(env, cwd),
    apiKey: environmentKey ?? (documentKey?.trim() || undefined),
    adminKey: environmentAdminKey ?? (documentAdminKey?.trim() || undefined),
    ...(clientKeys.size > 0 && { clientKeys }),
  };
}

function apartFromKeys(entries: readonly ClientEntry[]): {
  clients: ClientEntry[];
  keys: Map<string, string>;
} {
  const keys = new Map<string, string>();
  const clients = entries.map(({ apiKey, ...client }) => {
    if (apiKey?.trim()) keys.set(client.name, apiKey.trim());
    return client;
  });
  return { clients, keys };
}

const namedFile = ({ file, env }: LoadOptions) => file ?? (env.OPENAI_MCP_CONFIG?.trim() || undefined);

const readDocument = ({ path }: ConfigFile) => parseJson(readConfigText(path), path);

async function resolveDocument(document: unknown, file: ConfigFile | undefined, { env, cwd }: LoadOptions) {
  const references = new References(file?.folder ?? cwd, env);
  const resolved = references.resolve(document);
  const name = file?.path ?? 'the config';
  const problems = [
    ...(await checkDocument(resolved, name, references.places)),
    ...checkBudget(resolved, name),
    ...checkModeration(resolved, name),
    ...checkClients(resolved, name),
  ];
  const unresolved = new Set(references.faults.map(({ where }) => where));
  const faults = [
    ...references.faults,
    ...problems.filter(({ where }) => where === undefined || !unresolved.has(where)),
  ];
  if (faults.length > 0) throw new FaultError(faults);
  return resolved as Json;
}

async function dataFolder(env: NodeJS.ProcessEnv, cwd: string): Promise<string> {
  const named = env.OPENAI_MCP_DATA_DIR?.trim();
  if (named) return localPath(cwd, named);
  const { default: envPaths } = await import('env-paths');
  return envPaths('openai-mcp-host', { suffix: '' }).data;
}
