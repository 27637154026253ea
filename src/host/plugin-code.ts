import { fault } from '../contracts/fault.js';
import { stepOptionsOf } from '../plugin-api/call-step.js';
import { type Buildable, isPlugin, type PluginDefinition } from '../plugin-api/plugin.js';
import { promptOptionsOf } from '../plugin-api/prompt.js';
import { resourceOptionsOf } from '../plugin-api/resource.js';
import { toolOptionsOf } from '../plugin-api/tool.js';
import { hintOn } from './load-hints.js';
import type { PluginEdition } from './plugin-edition.js';
import { withTimeLimit } from './time-limit.js';

/** A tool class and the file that exports it. */
export interface ToolCode {
  toolClass: Buildable;
  file: string;
}

/** A step class and the file that exports it. */
export interface StepCode {
  stepClass: Buildable;
  file: string;
}

/** A prompt or resource class and the file that exports it. */
export interface OfferedClass {
  offered: Buildable;
  file: string;
}

/** What importing a plugin's files gave. */
export interface PluginCode {
  /** URL of its folder; absent where it is in memory. */
  folder?: string;
  definition: PluginDefinition;
  tools: ToolCode[];
  steps: StepCode[];
  prompts: OfferedClass[];
  resources: OfferedClass[];
}

/** Where a plugin's files are: its folder as a URL, and the files relative to it. */
export interface PluginFiles {
  folder: string;
  file: string;
  /** Those of its tools, steps, prompts and resources. */
  toolFiles: string[];
  /** Imports them afresh, whatever was imported from these files before. */
  edition?: PluginEdition;
}

/**
 * Imports a plugin's files.
 *
 * @throws FaultError when one can't be imported in time, or the plugin file exports no definition.
 */
export async function importPlugin(files: PluginFiles, timeoutSeconds: number): Promise<PluginCode> {
  const load = (file: string) => importFile(new URL(file, files.folder).href, timeoutSeconds, files.edition);
  const main = await load(files.file);
  if (!isPlugin(main.default)) {
    throw fault(
      'PLUGIN_NOT_DEFINED',
      `${files.file} has no plugin as its default export.`,
      'Write `export default definePlugin({ … })`.',
      { where: new URL(files.file, files.folder).href },
    );
  }
  const definition = main.default;
  const modules: [Record<string, unknown>, string][] = [[main, files.file]];
  for (const file of files.toolFiles) {
    if (!isListed(definition, file)) modules.push([await load(file), file]);
  }
  const { file } = files;
  const listed = (classes: readonly Buildable[] | undefined) => classes?.map((one) => ({ one, file }));
  const found = (optionsOf: (candidate: unknown) => unknown) =>
    modules.flatMap(([module, from]) => classesIn(module, optionsOf).map((one) => ({ one, file: from })));
  const { tools, steps, prompts, resources } = definition;
  return {
    folder: files.folder,
    definition,
    tools: (listed(tools) ?? found(toolOptionsOf)).map(({ one, ...from }) => ({ toolClass: one, ...from })),
    steps: (listed(steps) ?? found(stepOptionsOf)).map(({ one, ...from }) => ({ stepClass: one, ...from })),
    prompts: (listed(prompts) ?? found(promptOptionsOf)).map(({ one, ...from }) => ({
      offered: one,
      ...from,
    })),
    resources: (listed(resources) ?? found(resourceOptionsOf)).map(({ one, ...from }) => ({
      offered: one,
      ...from,
    })),
  };
}

/** Whether the definition lists the classes that the file would be looked through for. */
function isListed({ tools, steps, prompts, resources }: PluginDefinition, file: string): boolean {
  const [, kind = ''] = /\.(step|prompt|resource)\.\w+$/.exec(file) ?? [];
  const listed =
    { step: steps, prompt: prompts, resource: resources }[kind] ?? (kind === '' ? tools : undefined);
  return listed !== undefined;
}

async function importFile(
  url: string,
  timeoutSeconds: number,
  edition?: PluginEdition,
): Promise<Record<string, unknown>> {
  try {
    const imported = edition?.import(url) ?? import(/* @vite-ignore */ url);
    return await withTimeLimit(imported, timeoutSeconds, () =>
      fault(
        'PLUGIN_LOAD_TIMEOUT',
        `The import did not finish within ${timeoutSeconds} s.`,
        'Do no work at import: connect in the `start()` of a service.',
        { where: url },
      ),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'FaultError') throw error;
    throw importFault(error, url);
  }
}

function importFault(error: unknown, url: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  const syntax = error instanceof SyntaxError;
  return fault(
    syntax ? 'PLUGIN_SYNTAX' : 'PLUGIN_IMPORT_FAILED',
    syntax ? `The file can't be parsed: ${message}` : `The import failed: ${message}`,
    hintOn(message),
    { where: url },
  );
}

const classesIn = (module: Record<string, unknown>, optionsOf: (candidate: unknown) => unknown) =>
  Object.values(module).filter((candidate) => optionsOf(candidate) !== undefined) as Buildable[];

/** Every class that a plugin offers. */
export const offeredClasses = ({
  tools,
  steps,
  prompts,
  resources,
}: Omit<PluginCode, 'definition' | 'folder'>): Buildable[] => [
  ...tools.map((tool) => tool.toolClass),
  ...steps.map((step) => step.stepClass),
  ...[...prompts, ...resources].map((each) => each.offered),
];
