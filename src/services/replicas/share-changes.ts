import type { ResourceChange, ResourceChanges } from '../../contracts/resource-changes.js';
import type { ReplicaChannel } from './replica-channel.js';

const CHANGED = 'resource-changed';
const OTHERS = 'resources-listed';

/** What changes at one server is told to the clients of all. */
export function shareChanges(changes: ResourceChanges, channel: ReplicaChannel): void {
  if (!channel.isShared) return;
  changes.onOwn({
    change: (change) => channel.tell(CHANGED, JSON.stringify(change)),
    listing: () => channel.tell(OTHERS, ''),
  });
  channel.hear(CHANGED, (message) => changes.pass(JSON.parse(message) as ResourceChange));
  channel.hear(OTHERS, () => changes.passListing());
  channel.onGap(() => changes.passListing());
}
