import type { DependencyContainer } from 'tsyringe';
import { type StepOfCall, stepOptionsOf } from '../plugin-api/call-step.js';
import type { Shape } from '../plugin-api/json-schema.js';
import type { Buildable } from '../plugin-api/plugin.js';
import { type Promptable, promptOptionsOf } from '../plugin-api/prompt.js';
import { type Readable, resourceOptionsOf } from '../plugin-api/resource.js';
import { type Runnable, toolOptionsOf } from '../plugin-api/tool.js';
import { exportedServices } from './exported-services.js';
import type { PluginCode } from './plugin-code.js';

/** A tool class at work: its instance, shared by all calls, and the class of its arguments, where they have one. */
export interface LiveTool {
  instance: Runnable<object, object>;
  input: Shape | undefined;
  /** Makes the page of its app, where that is in no file. */
  page: (() => unknown) | undefined;
}

/** A prompt class at work. */
export interface LivePrompt {
  instance: Promptable<object>;
  input: Shape | undefined;
}

/** A resource class at work. */
export interface LiveResource {
  instance: Readable;
}

/** A plugin that has been started. */
export interface LivePlugin {
  tools: ReadonlyMap<string, LiveTool>;
  steps: ReadonlyMap<string, StepOfCall>;
  prompts: ReadonlyMap<string, LivePrompt>;
  /** By URI or template. */
  resources: ReadonlyMap<string, LiveResource>;
  /** What it exports, by contract. */
  exported: ReadonlyMap<string, object>;
}

/** What a plugin offers, built by its container. */
export function buildLive(code: PluginCode, container: DependencyContainer): LivePlugin {
  const build = <T>(one: Buildable) => container.resolve(one as never) as T;
  return {
    tools: new Map(
      code.tools.map(({ toolClass }) => {
        const { name, input, app } = toolOptionsOf(toolClass)!;
        const shape = typeof input === 'function' ? input : undefined;
        return [name, { instance: build(toolClass), input: shape, page: app?.html }];
      }),
    ),
    steps: new Map(code.steps.map(({ stepClass }) => [stepOptionsOf(stepClass)!.name, build(stepClass)])),
    prompts: new Map(
      code.prompts.map(({ offered }) => {
        const { name, input } = promptOptionsOf(offered)!;
        return [name, { instance: build(offered), input }];
      }),
    ),
    resources: new Map(
      code.resources.map(({ offered }) => {
        const { uri, template } = resourceOptionsOf(offered)!;
        return [uri ?? template!, { instance: build(offered) }];
      }),
    ),
    exported: new Map(
      exportedServices(code.definition).map(({ contract, service }) => [
        contract,
        build(service as Buildable),
      ]),
    ),
  };
}
