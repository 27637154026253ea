import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import manifest from './package.json' with { type: 'json' };

// tsc declares whatever the source imports; what the package exports leads to a few of those files.
const TYPES = 'dist/types';
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)\.js['"]/g;

const reached = new Set<string>();
function reach(file: string): void {
  if (reached.has(file)) return;
  reached.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(IMPORT))
    reach(resolve(dirname(file), `${path}.d.ts`));
}

for (const door of Object.values(manifest.exports)) if (typeof door === 'object') reach(resolve(door.types));
for (const file of globSync(`${TYPES}/**/*.d.ts`)) if (!reached.has(resolve(file))) rmSync(file);
