/** Files of this process that nobody has judged yet: no client is told of them. */
class WithheldFiles {
  private readonly paths = new Set<string>();
  private readonly listeners = new Set<() => void>();

  get size(): number {
    return this.paths.size;
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  add(path: string): void {
    this.paths.add(path);
  }

  /** They may be seen, or are no more. */
  release(paths: readonly string[]): void {
    const released = paths.filter((path) => this.paths.delete(path));
    if (released.length > 0) for (const listener of this.listeners) listener();
  }

  /** Calls back when there are fewer, until the returned function is called. */
  onRelease(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const withheldFiles = new WithheldFiles();
