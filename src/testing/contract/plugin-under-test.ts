import { placeDefinition, withFilesOf } from '../../host/place-definition.js';
import type { PluginCode, PluginFiles } from '../../host/plugin-code.js';
import { type Buildable, definePlugin } from '../../plugin-api/plugin.js';
import { CONTRACTS } from '../../services/contracts.js';
import type { ScriptedOpenAI } from '../scripted-openai.js';
import { type TestHost, testHost } from '../test-host.js';
import { findPlugin, isPlace, type TestPlugin } from '../test-plugin.js';
import { wordsOf } from '../words-of.js';
import type { ContractOptions } from './contract-check.js';
import { overhearStdout } from './overhear-stdout.js';
import type { RunWatch } from './run-watch.js';
import { answerAsUsual } from './usual-answers.js';
import { watchHandles } from './watch-handles.js';

/** What a plugin did while it was imported, beside defining its classes. */
export interface ImportedPlugin {
  code: PluginCode;
  /** undefined where it was given by its definition. */
  files: PluginFiles | undefined;
  printed: string[];
  /** What the import has left open. */
  open: string[];
}

export interface HostTweaks {
  watch?: RunWatch;
  /** In place of the options' script. */
  openai?: (openai: ScriptedOpenAI) => void;
}

/** The plugin that a contract is about: imported once, at the first check that needs it. */
export class PluginUnderTest {
  private imported: Promise<ImportedPlugin> | undefined;

  constructor(
    readonly plugin: TestPlugin,
    readonly options: ContractOptions,
  ) {}

  get calls(): [tool: string, input: object][] {
    return Object.entries(this.options.calls ?? {});
  }

  import(): Promise<ImportedPlugin> {
    this.imported ??= this.importOnce();
    return this.imported;
  }

  /**
   * A host that serves it, with whatever it asks of OpenAI answered.
   *
   * @throws FaultError when the host does not.
   */
  async host({ watch, openai = this.answer }: HostTweaks = {}): Promise<TestHost> {
    const { code, files } = await this.import();
    const { definition, tools, steps, prompts, resources } = code;
    const watched = (offered: Buildable) => watch?.watch(offered) ?? offered;
    const { settings, beside = [], answer = 'accept' } = this.options;
    const host = await testHost({
      plugins: [
        withFilesOf(
          definePlugin({
            ...definition,
            tools: tools.map(({ toolClass }) => watched(toolClass)),
            steps: steps.map(({ stepClass }) => stepClass),
            prompts: prompts.map(({ offered }) => watched(offered)),
            resources: resources.map(({ offered }) => watched(offered)),
          }),
          files?.folder,
        ),
        ...beside,
      ],
      answer,
      ...(settings === undefined ? {} : { config: { plugins: { [definition.name]: { settings } } } }),
    }).catch((error) => Promise.reject(wordsOf(error)));
    const faults = host.host.faults.filter((each) => each.plugin === definition.name);
    if (faults.length > 0) {
      await host.close();
      throw wordsOf(faults);
    }
    openai(host.openai);
    return host;
  }

  private readonly answer = (openai: ScriptedOpenAI): void => {
    this.options.openai?.(openai);
    answerAsUsual(openai);
  };

  private async importOnce(): Promise<ImportedPlugin> {
    const { plugin } = this;
    if (!isPlace(plugin)) {
      const { code } = await placeDefinition(plugin, CONTRACTS).catch((error) =>
        Promise.reject(wordsOf(error)),
      );
      return { code: code!, files: undefined, printed: [], open: [] };
    }
    const { result, open } = await watchHandles(() => overhearStdout(() => findPlugin(plugin))).catch(
      (error) => Promise.reject(wordsOf(error)),
    );
    const { code, files } = result.result;
    return { code, files, printed: result.printed, open };
  }
}

/** Stops a host whose script need not have been used up. */
export async function leave(host: TestHost): Promise<void> {
  host.openai.problems();
  await host.close();
}
