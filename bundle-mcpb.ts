import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { packExtension, validateManifest } from '@anthropic-ai/mcpb';

const ROOT = import.meta.dirname;
/** What the build leaves outside of its bundle and every start or call may need. What is optional is left out. */
const NEEDED = ['tsyringe', 'reflect-metadata', 'pino'];

const read = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));

/** Packages with all that they depend on, as they lie in this folder's node_modules. */
function withDependencies(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    withDependencies(Object.keys(read('node_modules', name, 'package.json').dependencies ?? {}), found);
  }
  return found;
}

const runs = (path: string) => !/\.(map|[cm]?ts|md|markdown)$/.test(path) || statSync(path).isDirectory();

/** Puts the build of this folder into a bundle that desktop clients install by a double click; into the named folder, or this one. */
const { name, version } = read('package.json');
const [into = ROOT] = process.argv.slice(2);
const staged = mkdtempSync(join(tmpdir(), 'openai-mcp-host-mcpb-'));
const server = join(staged, 'server');
mkdirSync(server, { recursive: true });
for (const part of ['dist', 'config', 'mcp.config.json', 'LICENSE']) {
  cpSync(join(ROOT, part), join(server, part), {
    recursive: true,
    filter: (path) => runs(path) && !/^(dist[/\\]types|config[/\\]deploy)/.test(relative(ROOT, path)),
  });
}
for (const each of withDependencies(NEEDED))
  cpSync(join(ROOT, 'node_modules', each), join(server, 'node_modules', each), {
    recursive: true,
    filter: runs,
  });
writeFileSync(
  join(server, 'package.json'),
  JSON.stringify({ name, version, type: 'module', license: 'MIT' }),
);
const manifest = { ...read('config', 'deploy', 'mcpb.manifest.json'), version };
writeFileSync(join(staged, 'manifest.json'), JSON.stringify(manifest, undefined, 2));

const isValid = validateManifest(join(staged, 'manifest.json'));
const outputPath = join(into, `${name}-${version}.mcpb`);
if (!isValid || !(await packExtension({ extensionPath: staged, outputPath, silent: true }))) {
  process.exitCode = 1;
} else {
  process.stdout.write(`${outputPath} (${(statSync(outputPath).size / 2 ** 20).toFixed(1)} MiB)\n`);
}
rmSync(staged, { recursive: true });
