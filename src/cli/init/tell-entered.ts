import { maskSecrets } from '../../config/mask-secrets.js';
import { print, remark } from '../print.js';
import type { Entered } from './enter-client.js';

/** To a variable, or a mere yes: no secret. */
const REFERENCE = /\$\{[^}]+\}|"\$\w+"|: (true|false),?$/;

/** What was, or would be, changed in a client's config, and what is left to do. */
export function tellEntered({ client, file, changes, backup, todo }: Entered, dryRun: boolean): void {
  if (changes.length === 0) remark(`${client}: nothing has changed, ${file} says it already.`);
  else {
    remark(`${client}: ${dryRun ? 'would change' : 'changed'} ${file}`);
    for (const line of changes) print(REFERENCE.test(line) ? line : maskSecrets(line));
    if (backup !== undefined) remark(`What it said before is in ${backup}`);
    if (!dryRun) remark(`Restart ${client}, or have it read its servers anew.`);
  }
  for (const each of todo) remark(each);
}
