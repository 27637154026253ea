/** Who is told of something, each until it wants to hear no more. */
export class Listeners<T extends readonly unknown[] = []> {
  private readonly all = new Set<(...told: T) => void>();

  /** @returns what ends the listening. */
  add(listener: (...told: T) => void): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  tell(...told: T): void {
    for (const listener of this.all) listener(...told);
  }
}
