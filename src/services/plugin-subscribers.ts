import type { ResourceChanges } from '../contracts/resource-changes.js';
import { Subscribers } from '../plugin-api/subscribers.js';

/** The subscribers of one plugin's resources. */
export class PluginSubscribers extends Subscribers {
  constructor(
    private readonly plugin: string,
    private readonly changes: ResourceChanges,
  ) {
    super();
  }

  tell(uri: string): void {
    this.changes.tell({ uri, plugin: this.plugin });
  }
}
