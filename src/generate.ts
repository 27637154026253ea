import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderConfigSchema } from './config/config-schema.js';
import { packageRoot } from './config/package-root.js';
import { bundledFolder } from './host/bundled-catalogue.js';
import type { CataloguePlugin } from './host/catalogue.js';
import { checkPlugin } from './host/check-plugin.js';
import { describePlugin } from './host/describe-plugin.js';
import { findPluginFiles } from './host/find-plugin-files.js';
import { importPlugin } from './host/plugin-code.js';
import { CONTRACTS } from './services/contracts.js';

/** The last step of the build: writes what follows from the code, so that nobody keeps it by hand. */
const catalogue = await describeBundledPlugins();
await write('dist/catalogue.json', JSON.stringify(catalogue));
await write('config/mcp.config.schema.json', renderConfigSchema());
await write('README.md', withToolTable(await readFile(join(packageRoot(), 'README.md'), 'utf8'), catalogue));
await keepLicenses({
  echarts: ['LICENSE', 'NOTICE'],
  zrender: ['LICENSE'],
  mediabunny: ['LICENSE'],
  '@cantoo/pdf-lib': ['LICENSE.md'],
  culori: ['LICENSE'],
  fflate: ['LICENSE'],
  'html-entities': ['LICENSE'],
  'node-html-better-parser': ['LICENSE'],
});

/** Of packages that are within the bundle and not installed beside it. */
async function keepLicenses(packages: Record<string, readonly string[]>): Promise<void> {
  await mkdir(join(packageRoot(), 'dist/licenses'), { recursive: true });
  for (const [name, files] of Object.entries(packages))
    for (const file of files) {
      const text = await readFile(join(packageRoot(), 'node_modules', name, file), 'utf8');
      await write(`dist/licenses/${name.replace('/', '-')}-${file}`, text);
    }
}

async function describeBundledPlugins(): Promise<CataloguePlugin[]> {
  const folder = join(bundledFolder(), 'plugins');
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const files = await findPluginFiles(join(folder, name), folder);
      const code = await importPlugin(files, 30);
      await checkPlugin(code, CONTRACTS);
      return describePlugin(code, files.file);
    }),
  );
}

function withToolTable(readme: string, plugins: readonly CataloguePlugin[]): string {
  const rows = plugins.flatMap((plugin) =>
    plugin.tools.map(
      ({ name, description, effect }) => `| \`${name}\` | ${plugin.name} | ${effect} | ${description} |`,
    ),
  );
  const table = ['| tool | plugin | effect | what it does |', '|---|---|---|---|', ...rows.sort()].join('\n');
  return readme.replace(/(<!-- tools -->\n)[\s\S]*?(<!-- \/tools -->)/, `$1${table}\n$2`);
}

async function write(path: string, text: string): Promise<void> {
  const file = join(packageRoot(), path);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== text) await writeFile(file, text);
}
