import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSPECTOR = fileURLToPath(
  new URL(
    '../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    import.meta.url,
  ),
);

export interface Inspected {
  code: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests read what they asked for
  result: any;
  /** All of what it printed. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  printed: any;
  stderr: string;
}

/** Runs the MCP Inspector's command line, which writes to this home. */
export const inspect = (home: string, ...args: string[]): Promise<Inspected> =>
  new Promise((resolve) => {
    const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
    execFile(
      process.execPath,
      [INSPECTOR, '--cli', ...args, '--format', 'json', '-q'],
      { env: { PATH: path, HOME: home }, cwd: home, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => {
        const printed = stdout === '' ? undefined : JSON.parse(stdout);
        resolve({ code: error ? Number(error.code) : 0, result: printed?.result, printed, stderr });
      },
    );
  });
