import type { ScriptedOpenAI } from '../scripted-openai.js';
import type { PersonAnswer } from '../test-person.js';
import type { TestPlugin } from '../test-plugin.js';

/** One thing that a plugin must hold to. Registers as a test of its own: `test(check.name, check.run)`. */
export interface ContractCheck {
  /** The plugin and what is checked of it, such as `trips: is named and described`. */
  readonly name: string;
  /** Rejects with an Error that says what is wrong and what to do. */
  run(): Promise<void>;
}

/** What {@link pluginContract} may be told about a plugin. */
export interface ContractOptions {
  /** Example arguments by tool; they are really run, so choose harmless ones. Left out: nothing is called. */
  calls?: Record<string, object>;
  /** Example arguments by prompt. Prompts that need none are got without. */
  prompts?: Record<string, Record<string, string>>;
  /** Example URIs of templates. Resources with a fixed URI, and some of those that are listed, are read anyway. */
  resources?: readonly string[];
  /** The plugin's settings. Default: its own defaults. */
  settings?: Record<string, unknown>;
  /** The plugins that it needs, to be served beside it. */
  beside?: readonly TestPlugin[];
  /** How the person at the client answers the example calls. Default: `accept`. */
  answer?: PersonAnswer;
  /** Scripts what OpenAI answers to the example calls. Left out, or for other paths: a short answer that fits. */
  openai?: (openai: ScriptedOpenAI) => void;
  /** Rules of docs/plugin-rules.md that it breaks on purpose, by id, such as `tool/size`. */
  except?: readonly string[];
  /** Hears what could be better but fails no check, such as `console.error`. */
  advise?: (advice: string) => void;
}
