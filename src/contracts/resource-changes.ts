/** A resource that reads otherwise now, as its plugin says. */
export interface ResourceChange {
  uri: string;
  plugin: string;
}

const GATHER_MS = 100;

/** Carries changes of resources, and of which there are, from plugins to whoever listens. */
export class ResourceChanges {
  private readonly listeners = new Set<(change: ResourceChange) => void>();
  private readonly listingListeners = new Set<() => void>();
  private telling: NodeJS.Timeout | undefined;

  tell(change: ResourceChange): void {
    for (const listener of this.listeners) listener(change);
  }

  /** There are others now; told once for all that happens at about the same time. */
  tellListing(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      for (const listener of this.listingListeners) listener();
    }, GATHER_MS).unref();
  }

  /** @returns what ends the listening. */
  listenToListing(listener: () => void): () => void {
    this.listingListeners.add(listener);
    return () => this.listingListeners.delete(listener);
  }

  /** @returns what ends the listening. */
  listen(listener: (change: ResourceChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
