import { findPackageJSON } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../config/package-root.js';
import { PLUGIN_NAME } from '../../host/check-plugin.js';
import { paint } from '../paint.js';
import type { ScaffoldOptions } from '../plugin-new/scaffold.js';
import { writePlugin } from '../plugin-new/write-plugin.js';
import { print, printJson } from '../print.js';
import { UsageError } from '../usage-error.js';

export interface PluginNewFlags extends ScaffoldOptions {
  json?: boolean;
}

/** So that a tool's name with its verb stays within 64 characters. */
const LONGEST_NAME = 58;

/** Makes the folder of a new plugin: it passes its own test and `plugin check` as it is. */
export async function pluginNew(name: string, flags: PluginNewFlags): Promise<number> {
  if (!PLUGIN_NAME.test(name) || name.length > LONGEST_NAME) {
    throw new UsageError(
      `"${name}" is no name for a plugin.`,
      `Use kebab-case: small letters, digits and single hyphens, at most ${LONGEST_NAME} characters.`,
    );
  }
  const folder = resolve(name);
  const files = await writePlugin(name, folder, flags);
  const next = nextCommands(name, folder, flags);
  if (flags.json) printJson({ folder, files, next });
  else tell(name, files, next);
  return 0;
}

function nextCommands(name: string, folder: string, flags: ScaffoldOptions): string[] {
  const bin = join(packageRoot(), 'dist', 'bin.js');
  const host = bin.includes('node_modules') ? 'npx -y openai-mcp-host' : `node ${bin}`;
  const things = '{"things":[{"name":"tea","quantity":2}]}';
  return [
    `${host} call count-${name} '${things}'`,
    flags.package ? 'npm install && npm test' : `${install(folder)}node --test`,
    `${host} plugin check .`,
  ];
}

/** Only the test needs an installation; there may be one further up. */
function install(folder: string): string {
  try {
    findPackageJSON('openai-mcp-host', pathToFileURL(`${folder}/`));
    return '';
  } catch {
    return 'npm install openai-mcp-host && ';
  }
}

function tell(name: string, files: readonly string[], next: readonly string[]): void {
  print(`Made ${paint('bold', `${name}/`)}`);
  for (const file of files) print(`  ${file}`);
  print(`\nNext, in ${name}/:\n`);
  for (const command of next) print(`  ${command}`);
}
