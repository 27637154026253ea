import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { fault } from '../contracts/fault.js';
import { localPath } from './local-path.js';
import { packageRoot } from './package-root.js';

/** The name under which a config is found without being named. */
export const CONFIG_FILE = 'mcp.config.json';

/** A config file that was found, and the folder that its relative paths start from. */
export interface ConfigFile {
  path: string;
  /** What relative paths in it start from. */
  folder: string;
  /** Whether it is what holds where nobody names a config. */
  isDefault?: boolean;
}

/**
 * The config file that is meant: the named one, which must exist, else mcp.config.json in the working folder, else the profile `core`.
 *
 * @param seen is told the path of a file that somebody wrote for this server; of a named one even if it is not there.
 */
export function findConfigFile(
  named: string | undefined,
  cwd: string,
  seen: (path: string) => void = () => {},
): ConfigFile {
  if (named === undefined) {
    const path = join(cwd, CONFIG_FILE);
    if (!existsSync(path)) return { path: corePath(), folder: cwd, isDefault: true };
    seen(path);
    return { path, folder: cwd };
  }
  const profile = profilePath(named);
  if (profile !== undefined) return { path: profile, folder: cwd };
  const path = localPath(cwd, named);
  seen(path);
  if (existsSync(path)) return { path, folder: dirname(path) };
  throw fault(
    'CONFIG_NOT_FOUND',
    `The config file ${path} does not exist.`,
    `Check the path, or name a ready-made profile: ${profiles().join(', ')}.`,
    { where: path },
  );
}

/** The text of a config file. */
export function readConfigText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    const why = code === 'EISDIR' ? 'it is a folder' : String(code);
    throw fault(
      'CONFIG_UNREADABLE',
      `The config file ${path} can't be read: ${why}.`,
      'Name a readable file.',
      { where: path },
    );
  }
}

/** What is served where nobody says otherwise. */
export const corePath = () => join(profileFolder(), 'core.json');

const profileFolder = () => join(packageRoot(), 'config', 'profiles');

/** The names of the ready-made configs. */
export const profiles = (): string[] =>
  readdirSync(profileFolder())
    .map((file) => parse(file).name)
    .sort();

function profilePath(name: string): string | undefined {
  const path = join(profileFolder(), `${name}.json`);
  return /^[a-z][a-z0-9-]*$/.test(name) && existsSync(path) ? path : undefined;
}
