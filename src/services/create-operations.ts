import type { HostConfig } from '../config/host-config.js';
import type { HttpRoute } from '../contracts/http-route.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { OperationsParts } from './operations/operations.js';

type Deps = Omit<OperationsParts, 'hostState'> & { hostState: OperationsParts['hostState'] | undefined };

/** The operations page, where it is wanted and there is a host to look at. */
export interface OperationsServices {
  routes(): Promise<readonly HttpRoute[]>;
  /** Counts how calls end; undefined where nobody wants to know. */
  watchCall: WatchCall | undefined;
}

export function createOperations(config: HostConfig, { hostState, ...deps }: Deps): OperationsServices {
  if (!config.server.admin.enabled || hostState === undefined)
    return { routes: async () => [], watchCall: undefined };
  return {
    async routes() {
      const [{ adminRoutes }, { Operations }] = await Promise.all([
        import('./operations/admin-routes.js'),
        import('./operations/operations.js'),
      ]);
      const operations = new Operations(config, { ...deps, hostState });
      return adminRoutes({
        data: () => operations.data(),
        search: config.audit.enabled ? (query) => operations.search(query) : undefined,
      });
    },
    watchCall: deps.endedCalls.watchCall,
  };
}
