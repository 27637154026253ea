import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/**
 * Puts the packed package into a folder's node_modules, as `npm install` would, with links to what it depends on.
 * Gives the path of its program.
 */
export async function installPackedHost(folder: string): Promise<string> {
  const modules = join(folder, 'node_modules');
  const host = join(modules, 'openai-mcp-host');
  await mkdir(host, { recursive: true });
  const { npm_config_dry_run: _, ...env } = process.env;
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    env,
    shell: process.platform === 'win32',
  });
  const [{ filename }] = JSON.parse(stdout);
  await run('tar', ['-xzf', join(folder, filename), '-C', host, '--strip-components', '1']);

  const { dependencies, optionalDependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  for (const name of ['@types/node', ...Object.keys({ ...dependencies, ...optionalDependencies })]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  return join(host, 'dist/bin.js');
}
