import { readFileSync } from 'node:fs';
import { fault } from '../contracts/fault.js';
import { localPath } from './local-path.js';

/** The API key that the environment gives: OPENAI_API_KEY, else the content of OPENAI_API_KEY_FILE. */
export function keyOfEnvironment(env: NodeJS.ProcessEnv, cwd: string): string | undefined {
  const key = env.OPENAI_API_KEY?.trim();
  const file = env.OPENAI_API_KEY_FILE?.trim();
  if (key || !file) return key || undefined;
  const content = contentOf(localPath(cwd, file));
  if (content) return content;
  throw fault(
    'CONFIG_SECRET_MISSING',
    `OPENAI_API_KEY_FILE names ${file}, which ${content === undefined ? "can't be read" : 'is empty'}.`,
    'Name a file that holds nothing but the key, or unset the variable.',
    { where: 'OPENAI_API_KEY_FILE' },
  );
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
