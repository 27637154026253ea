/** A resource that reads otherwise now, as its plugin says. */
export interface ResourceChange {
  uri: string;
  plugin: string;
}

/** Hears what happens at this server. */
export interface OwnChanges {
  change(change: ResourceChange): void;
  listing(): void;
}

const GATHER_MS = 100;

/** Carries changes of resources, and of which there are, from plugins to whoever listens; those of other servers too. */
export class ResourceChanges {
  private readonly listeners = new Set<(change: ResourceChange) => void>();
  private readonly listingListeners = new Set<() => void>();
  private telling: NodeJS.Timeout | undefined;
  private isOwn = false;
  private own: OwnChanges | undefined;

  /** Takes what happens here to other servers. */
  onOwn(own: OwnChanges): void {
    this.own = own;
  }

  tell(change: ResourceChange): void {
    this.pass(change);
    this.own?.change(change);
  }

  /** It has changed at another server. */
  pass(change: ResourceChange): void {
    for (const listener of this.listeners) listener(change);
  }

  /** There are others now; told once for all that happens at about the same time. */
  tellListing(): void {
    this.isOwn = true;
    this.passListing();
  }

  /** There are others now at another server. */
  passListing(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      if (this.isOwn) this.own?.listing();
      this.isOwn = false;
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
