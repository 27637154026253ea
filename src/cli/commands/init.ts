import { join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../config/config-file.js';
import { packageRoot } from '../../config/package-root.js';
import { FaultError } from '../../contracts/fault.js';
import { CLIENTS, type ClientName, type Snippet, snippetFor } from '../init/snippets.js';
import { writeConfig } from '../init/write-config.js';
import { paint } from '../paint.js';
import { print, printJson, remark } from '../print.js';
import { remarkFault } from '../report-failure.js';

export interface InitFlags {
  config?: string;
  json?: boolean;
  client?: ClientName;
}

/** Writes a config and shows how to add the server to a client. */
export async function init(flags: InitFlags): Promise<number> {
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

function tell(file: string, snippets: readonly Snippet[], faults: FaultError['faults']): void {
  if (faults.length === 0) remark(`Wrote ${file}`);
  faults.forEach(remarkFault);
  for (const { title, goesTo, text } of snippets) print(`${paint('bold', title)}: in ${goesTo}\n\n${text}\n`);
  const bin = join(packageRoot(), 'dist', 'bin.js');
  if (!bin.includes('node_modules'))
    remark(`To run this clone instead, write \`node ${bin}\` for \`npx -y openai-mcp-host\`.`);
}
