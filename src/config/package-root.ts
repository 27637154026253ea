import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface OwnPackage {
  folder: string;
  version: string;
}

const NAME = 'openai-mcp-host';
let known: OwnPackage | undefined;

function ownPackage(): OwnPackage {
  known ??= find();
  return known;
}

function find(): OwnPackage {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
      if (name === NAME) return { folder, version };
    }
    if (folder === dirname(folder)) throw new Error(`${NAME} can't find its own package.json.`);
  }
}

/** The folder of this package, from its sources and its build alike. */
export const packageRoot = (): string => ownPackage().folder;

/** The version of this package. */
export const packageVersion = (): string => ownPackage().version;
