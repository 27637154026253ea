import type { Access } from '../../contracts/access.js';
import { closest } from '../../contracts/closest.js';
import { PromptResult } from '../../plugin-api/prompt-result.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { compileSchema } from '../../schema/compile-schema.js';
import { refusalOf } from '../../schema/refusal.js';
import type { CataloguePrompt } from '../catalogue.js';
import type { ContentBlock } from '../passage.js';
import type { PluginRuntime } from '../plugin-runtime.js';
import type { AdmitsOffers } from './admits-offers.js';
import { type Completion, checkedCompletion, completeChoice, NOTHING, type Typed } from './completion.js';
import { blockOf } from './content-blocks.js';
import { propertiesOf } from './describe-offers.js';
import { type Caller, type OfferCalls, type Outcome, returnedInvalid } from './offer-calls.js';

/** A prompt's messages, in MCP's words. */
export interface PromptMessages {
  description?: string;
  messages: { role: 'user' | 'assistant'; content: ContentBlock }[];
  _meta?: Record<string, unknown>;
}

interface ServedPrompt {
  prompt: CataloguePrompt;
  runtime: PluginRuntime;
}

/** The prompts of the plugins that are on. */
export class Prompts {
  private readonly served: ReadonlyMap<string, ServedPrompt>;

  constructor(
    runtimes: readonly PluginRuntime[],
    private readonly calls: OfferCalls,
    private readonly admits: AdmitsOffers,
  ) {
    const all = runtimes.flatMap((runtime) => runtime.plugin.prompts.map((prompt) => ({ prompt, runtime })));
    all.sort((one, other) => (one.prompt.name < other.prompt.name ? -1 : 1));
    this.served = new Map(all.map((each) => [each.prompt.name, each]));
  }

  /** In the order in which they are listed. */
  get listed(): (CataloguePrompt & { plugin: string })[] {
    return this.listedFor(undefined);
  }

  /** Those of one client; undefined: of any on this machine. */
  listedFor(access: Access | undefined): (CataloguePrompt & { plugin: string })[] {
    return this.servedFor(access).map(({ prompt, runtime }) => ({
      ...prompt,
      plugin: runtime.plugin.name,
    }));
  }

  /** Whether there is any argument that completes. */
  completeFor(access: Access | undefined): boolean {
    return this.servedFor(access).some(
      ({ prompt }) => prompt.completes || Object.values(propertiesOf(prompt.inputSchema)).some(choicesOf),
    );
  }

  async get(name: string, given: Record<string, string>, caller: Caller): Promise<Outcome<PromptMessages>> {
    const found = this.find(name, caller.access);
    if (found === undefined) return { failure: this.unknown(name, caller.access) };
    const { prompt, runtime } = found;
    return this.calls.run(caller, { ...prompt, plugin: runtime.plugin.name }, async (call) => {
      const problems = (await compileSchema(prompt.inputSchema))(given);
      if (problems.length > 0) throw refusalOf(problems);
      const { instance, input } = await runtime.prompt(prompt);
      const { hydrate } = await import('../../schema/hydrate.js');
      return messagesOf(name, await instance.run(input === undefined ? {} : hydrate(input, given), call));
    });
  }

  async completeArgument(prompted: string, typed: Typed, caller: Caller): Promise<Outcome<Completion>> {
    const found = this.find(prompted, caller.access);
    if (found === undefined) return { failure: this.unknown(prompted, caller.access) };
    const { prompt, runtime } = found;
    const argument = propertiesOf(prompt.inputSchema)[typed.name];
    const choices = argument && choicesOf(argument);
    if (choices) return { result: completeChoice(choices, typed.value) };
    if (argument === undefined || !prompt.completes) return { result: NOTHING };
    return this.calls.run(caller, { ...prompt, plugin: runtime.plugin.name }, async () => {
      const { instance } = await runtime.prompt(prompt);
      return checkedCompletion(prompted, await instance.complete?.(typed.name, typed.value, typed.others));
    });
  }

  private servedFor(access: Access | undefined): ServedPrompt[] {
    return [...this.served.values()].filter(({ runtime }) => this.admits(runtime.plugin.name, access));
  }

  private find(name: string, access: Access | undefined): ServedPrompt | undefined {
    const found = this.served.get(name);
    return found && this.admits(found.runtime.plugin.name, access) ? found : undefined;
  }

  private unknown(name: string, access: Access | undefined): ToolError {
    const near = closest(
      name,
      this.servedFor(access).map(({ prompt }) => prompt.name),
    );
    return new ToolError(
      'PROMPT_UNKNOWN',
      `There is no prompt named "${name.slice(0, 64)}" here.`,
      near === undefined ? 'prompts/list says which there are.' : `Did you mean ${near}?`,
    );
  }
}

const choicesOf = ({ enum: choices }: Record<string, unknown>): string[] | undefined =>
  Array.isArray(choices) ? choices : undefined;

function messagesOf(name: string, returned: unknown): PromptMessages {
  const result = typeof returned === 'string' ? new PromptResult().user(returned) : returned;
  if (!PromptResult.is(result)) throw returnedInvalid(name, 'neither a text nor a PromptResult');
  const messages = result.messages.map(({ role, part }) => {
    const content = blockOf(part);
    if (content === undefined) throw returnedInvalid(name, 'a message that MCP has no form for');
    return { role, content };
  });
  return { ...(result.description === undefined ? {} : { description: result.description }), messages };
}
