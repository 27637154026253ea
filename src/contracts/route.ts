/** How much a text request asks of a model. */
export type Task = 'draft' | 'standard' | 'hard';

/** From the easiest to the hardest. */
export const TASKS: readonly Task[] = ['draft', 'standard', 'hard'];

/** How the model of a request that asks for `auto` was chosen. */
export interface Route {
  model: string;
  task: Task;
  /** Who said so: the config, the plugin, or the words of the prompt. */
  by: 'config' | 'plugin' | 'prompt';
  /** How hard the prompt looks, in points; where nobody said. */
  score?: number;
  /** In a sentence or two. */
  reason: string;
}

/** `_meta["openai-mcp-host/routing"]` of a result: the last choice, and those before it. */
export interface CallRouting extends Route {
  before?: Route[];
}

/** undefined where no request asked for `auto`. */
export function routingOf(routes: readonly Route[]): CallRouting | undefined {
  const known = new Map(routes.map((route) => [JSON.stringify(route), route]));
  const all = [...known.values()];
  const last = all.pop();
  return last === undefined ? undefined : { ...last, ...(all.length > 0 && { before: all }) };
}
