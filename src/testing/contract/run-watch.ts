import type { Buildable } from '../../plugin-api/plugin.js';
import { type Runnable, Tool, toolOptionsOf } from '../../plugin-api/tool.js';

type Run = Runnable<object, object>['run'];

/** Which runs of a plugin's tools are under way: the host answers a cancelled call whether or not its run has ended. */
export class RunWatch {
  started = 0;
  running = 0;

  /** The same tool, watched. */
  watch(toolClass: Buildable): Buildable {
    const watching = this;
    const Parent = toolClass as new (...services: object[]) => Runnable<object, object>;
    const Watched = class extends Parent {
      override run(...args: Parameters<Run>): ReturnType<Run> {
        const ran = watching.settling(async () => super.run(...args));
        return ran as ReturnType<Run>;
      }
    };
    Object.defineProperty(Watched, 'name', { value: toolClass.name });
    Tool(toolOptionsOf(toolClass)!)(Watched as never);
    return Watched as unknown as Buildable;
  }

  private async settling<T>(run: () => Promise<T>): Promise<T> {
    this.started += 1;
    this.running += 1;
    try {
      return await run();
    } finally {
      this.running -= 1;
    }
  }
}
