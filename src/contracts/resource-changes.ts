/** A resource that reads otherwise now, as its plugin says. */
export interface ResourceChange {
  uri: string;
  plugin: string;
}

/** Carries changes of resources from plugins to whoever listens. */
export class ResourceChanges {
  private readonly listeners = new Set<(change: ResourceChange) => void>();

  tell(change: ResourceChange): void {
    for (const listener of this.listeners) listener(change);
  }

  /** @returns what ends the listening. */
  listen(listener: (change: ResourceChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
