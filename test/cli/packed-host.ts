import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** A folder in which the packed tarball is installed, as a stranger has it; no registry is asked. */
export async function installPacked(): Promise<string> {
  const above = await mkdtemp(join(tmpdir(), 'openai-mcp-host-packed-'));
  const folder = join(above, 'work');
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '.bin'), { recursive: true });
  // What an installation would put beside the package lies one folder up.
  await symlink(join(root, 'node_modules'), join(above, 'node_modules'), 'junction');
  await unpack(root, above, join(modules, 'openai-mcp-host'));
  await chmod(join(modules, 'openai-mcp-host/dist/bin.js'), 0o755);
  await symlink('../openai-mcp-host/dist/bin.js', join(modules, '.bin/openai-mcp-host'));
  return folder;
}

/** Packs a package, and unpacks the tarball as npm would. The build of the host is as it is. */
export async function unpack(packaged: string, through: string, into: string): Promise<void> {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', through];
  const { stdout } = await run('npm', args, { cwd: packaged, env: offline(through) });
  await run('tar', ['-xzf', join(through, stdout.trim()), '-C', through]);
  await rename(join(through, 'package'), into);
}

export interface Shown {
  code: number | null;
  output: string;
}

/** Runs a command line as it is written, in a shell. */
export async function shell(command: string, cwd: string): Promise<Shown> {
  const child = spawn(command, { cwd, shell: true, env: offline(cwd) });
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output: stdout + stderr };
}

const offline = (folder: string): NodeJS.ProcessEnv => ({
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: folder,
  OPENAI_MCP_DATA_DIR: join(folder, '.data'),
  npm_config_offline: 'true',
  npm_config_cache: join(tmpdir(), 'openai-mcp-host-npm'),
});
