import type { ExaminedPlugin } from '../../rules/examined-plugin.js';
import { passDoor } from '../../rules/pass-door.js';
import { readSources } from '../../rules/read-sources.js';
import { CONTRACTS } from '../../services/contracts.js';
import type { ImportedPlugin } from './plugin-under-test.js';

/** What the rules of `plugin check` look at. Its package is left to `plugin check`. */
export async function examineCode({ code, files }: ImportedPlugin): Promise<ExaminedPlugin> {
  return {
    ...(await passDoor(code, '', CONTRACTS)),
    sources: files === undefined ? [] : await readSources(files),
    tested: true,
    importEffects: [],
    code,
  };
}
