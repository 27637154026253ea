import type { Access } from '../../contracts/access.js';
import type { Content, Variables } from '../../plugin-api/resource.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import type { CatalogueResource } from '../catalogue.js';
import type { PluginRuntime } from '../plugin-runtime.js';
import type { ServedTool } from '../served-tool.js';
import type { AdmitsOffers } from './admits-offers.js';
import { appsOf } from './tool-apps.js';

/** A resource that is on, the plugin that it is of, and how it is read. */
export interface ServedResource {
  resource: CatalogueResource;
  runtime: PluginRuntime;
  /** Whether a client has it; undefined: one on this machine. */
  isFor(access: Access | undefined): boolean;
  read(variables: Variables, call: ToolCall): Promise<Content>;
}

/** What plugins offer, and the pages of the tools that are served, in the order in which they are listed. */
export function servedResources(
  runtimes: readonly PluginRuntime[],
  tools: ReadonlyMap<string, ServedTool>,
  admits: AdmitsOffers,
): ServedResource[] {
  const offered = runtimes.flatMap((runtime) =>
    runtime.plugin.resources.map((resource) => ({
      resource,
      runtime,
      isFor: (access: Access | undefined) => admits(runtime.plugin.name, access),
      async read(variables: Variables, call: ToolCall) {
        const { instance } = await runtime.resource(resource);
        return instance.read(variables, call);
      },
    })),
  );
  return [...offered, ...appsOf(tools)].sort((one, other) =>
    one.resource.uri < other.resource.uri ? -1 : 1,
  );
}
