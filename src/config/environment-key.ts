import { readFileSync } from 'node:fs';
import { fault } from '../contracts/fault.js';
import { localPath } from './local-path.js';

/** A key that the environment gives: the variable's value, else the content of the file that its `_FILE` names. */
export function keyOfEnvironment(
  env: NodeJS.ProcessEnv,
  cwd: string,
  name: 'OPENAI_API_KEY' | 'OPENAI_ADMIN_KEY',
  seen: (path: string) => void,
): string | undefined {
  const key = env[name]?.trim();
  const file = env[`${name}_FILE`]?.trim();
  if (key || !file) return key || undefined;
  const path = localPath(cwd, file);
  seen(path);
  const content = contentOf(path);
  if (content) return content;
  throw fault(
    'CONFIG_SECRET_MISSING',
    `${name}_FILE names ${file}, which ${content === undefined ? "can't be read" : 'is empty'}.`,
    'Name a file that holds nothing but the key, or unset the variable.',
    { where: `${name}_FILE` },
  );
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
