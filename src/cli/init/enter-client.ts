import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { FaultError } from '../../contracts/fault.js';
import { entryFor, titleOf, type Wanted } from './client-entry.js';
import { CLIENT_PLACES } from './client-places.js';
import { editJsonc } from './edit-jsonc.js';
import { editToml } from './edit-toml.js';
import { lineChanges } from './line-changes.js';
import { malformed, withEntry } from './merge-entry.js';
import { saveEdited } from './save-edited.js';
import type { ClientName } from './snippets.js';

export interface EnterOptions {
  client: ClientName;
  /** Of the entry. */
  name: string;
  wanted: Wanted;
  /** Into the file of the project in the working folder. */
  project: boolean;
  /** Writes nothing. */
  dryRun: boolean;
  /** Whether a key that the entry has already stays. */
  keepsKey: boolean;
}

/** What came of it. */
export interface Entered {
  client: string;
  file: string;
  /** Empty where the file says it already. */
  changes: string[];
  backup?: string;
  todo: string[];
}

/**
 * Enters this server in a client's own config, and changes nothing else there.
 *
 * @throws FaultError `CLIENT_CONFIG_MALFORMED`, `CLIENT_CONFIG_NOT_WRITTEN`, `CLIENT_ENTRY_TAKEN`, `CLIENT_OPTION_UNSUPPORTED`
 */
export async function enterClient(options: EnterOptions): Promise<Entered> {
  const { client, name, wanted, dryRun, keepsKey } = options;
  const entry = entryFor(client, name, wanted);
  const file = fileOf(options);
  const whole = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new FaultError([{ ...malformed(`It can't be read: ${error.code}.`).faults[0]!, where: file }]);
  });
  const [mark = ''] = /^\ufeff/.exec(whole) ?? [];
  const before = whole.slice(mark.length);
  const change = (document: Record<string, unknown>) => withEntry(document, entry, keepsKey);
  const after = await (client === 'codex'
    ? editToml(before, entry.path, change)
    : editJsonc(before, change)
  ).catch((error: unknown) => {
    if (!(error instanceof FaultError)) throw error;
    throw new FaultError(error.faults.map((each) => ({ where: file, ...each })));
  });
  const entered = { client: titleOf(client), file, todo: entry.todo };
  if (after === before) return { ...entered, changes: [] };
  const changes = lineChanges(before, after);
  if (dryRun) return { ...entered, changes };
  const backup = await saveEdited(file, mark + after);
  return { ...entered, changes, ...(backup === undefined ? {} : { backup }) };
}

function fileOf({ client, project }: EnterOptions): string {
  const { user, project: ofProject } = CLIENT_PLACES[client];
  if (!project) return user({ platform: process.platform, home: homedir(), env: process.env });
  if (ofProject !== undefined) return resolve(ofProject);
  throw new FaultError([
    {
      code: 'CLIENT_OPTION_UNSUPPORTED',
      message: `${titleOf(client)} has no file for a project.`,
      hint: 'Leave out --project.',
    },
  ]);
}
