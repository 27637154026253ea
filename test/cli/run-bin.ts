import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { BIN, cleanEnv, configFolder } from '../support/served-process.js';

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  folder: string;
}

export interface RunOptions {
  /** The content of mcp.config.json; null: there is none. */
  config?: unknown;
  env?: Record<string, string>;
  /** What comes on stdin, which then ends. */
  input?: string;
  folder?: string;
  /** The program of another installation. */
  bin?: string;
}

export interface Started {
  child: ChildProcess;
  folder: string;
}

/** Starts the built program in a folder of its own. */
export async function startBin(args: readonly string[], options: RunOptions = {}): Promise<Started> {
  const folder = options.folder ?? (await configFolder(options.config));
  const child = spawn(process.execPath, [options.bin ?? BIN, ...args], {
    cwd: folder,
    env: cleanEnv(folder, options.env),
  });
  return { child, folder };
}

/** Runs the built program to its end. */
export async function runBin(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { child, folder } = await startBin(args, options);
  child.stdin!.end(options.input ?? '');
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
  return { code, stdout, stderr, folder };
}
