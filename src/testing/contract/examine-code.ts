import type { Fault } from '../../contracts/fault.js';
import { checkPlugin } from '../../host/check-plugin.js';
import { describePlugin } from '../../host/describe-plugin.js';
import { faultsOf } from '../../host/faults-of.js';
import { toolOptionsOf } from '../../plugin-api/tool.js';
import type { ExaminedPlugin } from '../../rules/examined-plugin.js';
import { readSources } from '../../rules/read-sources.js';
import { CONTRACTS } from '../../services/contracts.js';
import type { ImportedPlugin } from './plugin-under-test.js';

/** What the rules of `plugin check` look at. Its package is left to `plugin check`. */
export async function examineCode({ code, files }: ImportedPlugin): Promise<ExaminedPlugin> {
  const faults: Fault[] = [];
  const collect = (error: unknown) => void faults.push(...faultsOf(error, code.definition.name));
  await checkPlugin(code, CONTRACTS).catch(collect);
  const marked = code.tools.every(({ toolClass }) => toolOptionsOf(toolClass) !== undefined);
  const described = marked ? await describePlugin(code, '').catch(collect) : undefined;
  return {
    faults,
    sources: files === undefined ? [] : await readSources(files),
    tested: true,
    importEffects: [],
    code,
    ...(described ? { described } : {}),
  };
}
