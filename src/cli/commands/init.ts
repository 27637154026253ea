import { join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../config/config-file.js';
import { packageRoot } from '../../config/package-root.js';
import { FaultError } from '../../contracts/fault.js';
import { CLIENTS, type ClientName, type Snippet, snippetFor } from '../init/snippets.js';
import { writeConfig } from '../init/write-config.js';
import { paint } from '../paint.js';
import { print, printJson, remark } from '../print.js';
import { remarkFault } from '../report-failure.js';
import { UsageError } from '../usage-error.js';

export interface InitFlags {
  config?: string;
  json?: boolean;
  client?: ClientName;
  /** Shows what to add, and edits no client's config. */
  print?: boolean;
  project?: boolean;
  dryRun?: boolean;
  http?: string;
  tokenEnv?: string;
  /** `env`, `prompt`, `clear` or `file:PATH`. */
  key?: string;
  name?: string;
}

/** Writes a config, and adds the server to a client or shows how to. */
export async function init(flags: InitFlags): Promise<number> {
  if (flags.client !== undefined && !flags.print) {
    const { initClient } = await import('../init/init-client.js');
    return initClient({ ...flags, client: flags.client });
  }
  const astray = (['project', 'dryRun', 'http', 'tokenEnv', 'key', 'name'] as const).find(
    (name) => name in flags,
  );
  if (astray !== undefined)
    throw new UsageError(
      `--${kebab(astray)} is for a client's config: name it with --client, without --print.`,
    );
  const file = flags.config === undefined ? join(process.cwd(), CONFIG_FILE) : resolve(flags.config);
  const refusal = await writeConfig(file).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal !== undefined && !(refusal instanceof FaultError)) throw refusal;
  const clients = flags.client === undefined ? CLIENTS : [flags.client];
  const snippets = Object.fromEntries(clients.map((client) => [client, snippetFor(client, file)]));
  const faults = refusal?.faults ?? [];
  if (flags.json) printJson({ config: { file, written: refusal === undefined }, snippets, faults });
  else tell(file, Object.values(snippets), faults);
  return refusal === undefined ? 0 : 1;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function tell(file: string, snippets: readonly Snippet[], faults: FaultError['faults']): void {
  if (faults.length === 0) remark(`Wrote ${file}`);
  faults.forEach(remarkFault);
  for (const { title, goesTo, text } of snippets) print(`${paint('bold', title)}: in ${goesTo}\n\n${text}\n`);
  const bin = join(packageRoot(), 'dist', 'bin.js');
  if (!bin.includes('node_modules'))
    remark(`To run this clone instead, write \`node ${bin}\` for \`npx -y openai-mcp-host\`.`);
}
