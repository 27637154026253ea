import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import { packageRoot } from './package-root.js';

let known: JsonSchema | undefined;

/** The config's schema as the package ships it: reading it is far quicker than making it from the classes. */
export function publishedSchema(): JsonSchema {
  known ??= JSON.parse(
    readFileSync(join(packageRoot(), 'config', 'mcp.config.schema.json'), 'utf8'),
  ) as JsonSchema;
  return known;
}
