import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../config/config-file.js';
import type { InitFlags } from '../commands/init.js';
import { printJson, remark } from '../print.js';
import { UsageError } from '../usage-error.js';
import type { KeyWay, Wanted } from './client-entry.js';
import { enterClient } from './enter-client.js';
import type { ClientName } from './snippets.js';
import { tellEntered } from './tell-entered.js';
import { writeConfig } from './write-config.js';

/** Adds the server to a client's own config: one that it starts, with a config beside it, or one that it reaches. */
export async function initClient(flags: InitFlags & { client: ClientName }): Promise<number> {
  const { client, name = 'openai', project = false, dryRun = false } = flags;
  const wanted = wantedOf(flags);
  const keepsKey = flags.key === undefined;
  const enter = (isDry: boolean) => enterClient({ client, name, wanted, project, dryRun: isDry, keepsKey });
  // A config that would be left without its client is not written.
  let entered = await enter(true);
  const file = configOf(flags);
  const isNew = flags.http === undefined && !existsSync(file);
  if (!dryRun) {
    if (isNew) await writeConfig(file);
    entered = await enter(false);
  }
  if (flags.json) {
    printJson({
      ...entered,
      ...(flags.http === undefined && { config: { file, written: isNew && !dryRun } }),
    });
    return 0;
  }
  if (isNew) remark(dryRun ? `Would write ${file}` : `Wrote ${file}`);
  tellEntered(entered, dryRun);
  return 0;
}

function wantedOf(flags: InitFlags): Wanted {
  const { http, tokenEnv, key, client } = flags;
  if (http === undefined) {
    if (tokenEnv !== undefined)
      throw new UsageError('--token-env is for a server that is reached: add --http URL.');
    return {
      args: ['-y', 'openai-mcp-host', '--config', configOf(flags)],
      platform: process.platform,
      key: keyWayOf(key ?? (client === 'vscode' ? 'prompt' : 'env')),
      apiKey: process.env.OPENAI_API_KEY?.trim() || undefined,
    };
  }
  if (key !== undefined)
    throw new UsageError('--key is for a server that the client starts: --http has its own key.');
  if (!/^https?:$/.test(URL.parse(http)?.protocol ?? ''))
    throw new UsageError(`--http: ${http} is no address.`);
  if (tokenEnv !== undefined && !/^[A-Za-z_]\w*$/.test(tokenEnv))
    throw new UsageError('--token-env: name the variable, not the token.');
  return { url: http, tokenEnv };
}

const configOf = ({ config }: InitFlags): string => resolve(config ?? join(process.cwd(), CONFIG_FILE));

function keyWayOf(way: string): KeyWay {
  if (way === 'env' || way === 'prompt' || way === 'clear') return way;
  const [, file] = /^file:(.+)$/.exec(way) ?? [];
  if (file !== undefined) return { file: resolve(file) };
  throw new UsageError('--key: env, prompt, clear or file:PATH.');
}
