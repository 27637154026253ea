import type { Buildable } from '../../plugin-api/plugin.js';
import { Prompt, promptOptionsOf } from '../../plugin-api/prompt.js';
import { Resource, resourceOptionsOf } from '../../plugin-api/resource.js';
import { Tool, toolOptionsOf } from '../../plugin-api/tool.js';

type Method = (...args: unknown[]) => unknown;

/** What the host has a class do. */
const METHODS = ['run', 'read', 'list', 'complete'];

/** Which runs of a plugin's classes are under way: the host answers a cancelled call whether or not its run has ended. */
export class RunWatch {
  started = 0;
  running = 0;
  /** What was thrown, by class and method; a listing that fails is told to nobody else. */
  readonly thrown: string[] = [];

  /** The same tool, prompt or resource, watched. */
  watch(offered: Buildable): Buildable {
    const Parent = offered as unknown as new (...services: object[]) => object;
    const Watched = class extends Parent {};
    Object.defineProperty(Watched, 'name', { value: offered.name });
    for (const method of METHODS) {
      const own = offered.prototype[method] as Method | undefined;
      if (typeof own !== 'function') continue;
      const watched = this.watched(`${method}() of ${offered.name}`, own);
      Object.defineProperty(Watched.prototype, method, { value: watched, writable: true });
    }
    mark(offered, Watched as never);
    return Watched as unknown as Buildable;
  }

  private watched(what: string, method: Method): Method {
    const watch = this;
    return async function (this: unknown, ...args: unknown[]) {
      watch.started += 1;
      watch.running += 1;
      try {
        return await method.apply(this, args);
      } catch (error) {
        watch.thrown.push(`${what} threw: ${error instanceof Error ? error.message : error}`);
        throw error;
      } finally {
        watch.running -= 1;
      }
    };
  }
}

function mark(offered: Buildable, watched: new (...services: never[]) => never): void {
  const [tool, prompt, resource] = [
    toolOptionsOf(offered),
    promptOptionsOf(offered),
    resourceOptionsOf(offered),
  ];
  if (tool !== undefined) Tool(tool)(watched);
  if (prompt !== undefined) Prompt(prompt)(watched);
  if (resource !== undefined) Resource(resource)(watched);
}
