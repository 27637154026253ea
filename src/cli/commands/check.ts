import type { LoadedConfig } from '../../config/load-config.js';
import type { Models } from '../../plugin-api/models.js';
import type { Provider } from '../../plugin-api/provider.js';
import type { Services } from '../../services/create-services.js';
import { checkDataFolder } from '../check/data-folder.js';
import { checkFileStore } from '../check/file-store.js';
import { type Finding, failed } from '../check/finding.js';
import { checkKey } from '../check/key.js';
import { checkLimits } from '../check/limits.js';
import { checkModels } from '../check/models.js';
import { checkModeration } from '../check/moderation.js';
import { checkNode } from '../check/node.js';
import { checkPlugins } from '../check/plugins.js';
import { checkRouting } from '../check/routing.js';
import { checkStorage } from '../check/storage.js';
import { faultLines } from '../fault-lines.js';
import { gatherConfigured } from '../gather-configured.js';
import { hideSecrets } from '../hide-secrets.js';
import { paint } from '../paint.js';
import { print, printJson } from '../print.js';
import { readConfig } from '../read-config.js';

export interface CheckFlags {
  config?: string;
  dataDir?: string;
  json?: boolean;
  online?: boolean;
}

const MARKS = { ok: ['green', '✓'], warning: ['yellow', '!'], fault: ['red', '✗'] } as const;

/** Finds everything that is wrong, at once. */
export async function check(flags: CheckFlags): Promise<number> {
  const findings = [checkNode(), ...(await checkSetup(flags))];
  const faults = findings
    .filter(({ state }) => state === 'fault')
    .flatMap(({ faults = [] }) => faults).length;
  if (flags.json) {
    printJson({ ok: faults === 0, findings });
  } else {
    for (const finding of findings) print(lines(finding).join('\n'));
    print(faults === 0 ? '\nAll is well.' : `\n${faults === 1 ? '1 fault' : `${faults} faults`}.`);
  }
  return faults === 0 ? 0 : 1;
}

async function checkSetup(flags: CheckFlags): Promise<Finding[]> {
  let loaded: LoadedConfig;
  try {
    loaded = await readConfig(flags);
    hideSecrets(loaded, process.env);
  } catch (error) {
    return [failed('config', "The config can't be used; what depends on it was not checked.", error)];
  }
  const { createServices } = await import('../../services/create-services.js');
  // The findings say what the log would say.
  const services = createServices({ ...loaded, config: { ...loaded.config, logLevel: 'silent' } });
  const file = loaded.file ?? 'the default: there is no mcp.config.json here';
  try {
    const gathered = await gatherConfigured(loaded);
    return [
      { state: 'ok', area: 'config', message: `The config is ${file}.` },
      ...checkLimits(loaded, gathered),
      ...(await look('config', async () => {
        const provider = (await services.source('Provider', 'check')) as Provider;
        return checkModeration(loaded, gathered, provider);
      })),
      ...(await look('plugins', () => checkPlugins(loaded, gathered, services))),
      ...(await look('models', async () => {
        const models = (await services.source('Models', 'check')) as Models;
        return [...checkModels(loaded, gathered, models), ...checkRouting(loaded, gathered, models)];
      })),
      ...(await look('key', async () => [await checkKey(loaded, services, flags.online === true)])),
      ...(await checkKept(loaded, services)),
      ...(await look('files', () => checkFileStore(loaded, flags.online === true))),
    ];
  } finally {
    await services.stop();
  }
}

/** What is kept: a SQLite file in a folder that can't be written needs no second fault. */
async function checkKept(loaded: LoadedConfig, services: Services): Promise<Finding[]> {
  const folder = await checkDataFolder(loaded.dataFolder);
  if (folder.state === 'fault' && loaded.config.storage.url === undefined) return [folder];
  return [folder, await checkStorage(loaded, services)];
}

/** A look that fails is a finding, and the others go on. */
const look = (area: Finding['area'], find: () => Promise<Finding[]>): Promise<Finding[]> =>
  find().catch((error: unknown) => [failed(area, `The ${area} can't be checked.`, error)]);

function lines({ state, message, faults = [] }: Finding): string[] {
  const [colour, mark] = MARKS[state];
  return [paint(colour, `${mark} ${message}`), ...faults.flatMap(faultLines).map((line) => `    ${line}`)];
}
