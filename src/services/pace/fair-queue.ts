/** Something that waits, on behalf of a client. */
export interface Waiting {
  readonly client: string;
  /** Goes before all that do not: it was sent before. */
  readonly again: boolean;
}

/** Clients take turns, whoever has more waiting; each client's own go in the order in which they came. */
export class FairQueue<W extends Waiting> {
  private readonly again: W[] = [];
  /** The client whose turn is next stands first. */
  private readonly lines = new Map<string, W[]>();

  get size(): number {
    let size = this.again.length;
    for (const line of this.lines.values()) size += line.length;
    return size;
  }

  push(waiting: W): void {
    if (waiting.again) this.again.push(waiting);
    else if (!this.lines.get(waiting.client)?.push(waiting)) this.lines.set(waiting.client, [waiting]);
  }

  /** All of them, in the order in which they would go if nobody came or left. */
  *inOrder(): Generator<W> {
    yield* this.again;
    let lines = [...this.lines.values()];
    for (let round = 0; lines.length > 0; round += 1) {
      lines = lines.filter((line) => line.length > round);
      for (const line of lines) yield line[round]!;
    }
  }

  /** Those of each client that are more than so many, the last ones. */
  beyond(most: number): W[] {
    return [...this.lines.values()].flatMap((line) => line.slice(most));
  }

  /** It has had its turn, and its client comes last now. */
  serve(waiting: W): void {
    const line = waiting.again ? undefined : this.lines.get(waiting.client);
    if (!this.remove(waiting) || line === undefined || line.length === 0) return;
    this.lines.delete(waiting.client);
    this.lines.set(waiting.client, line);
  }

  /** It gives up its place. False: it had none. */
  remove(waiting: W): boolean {
    const line = waiting.again ? this.again : this.lines.get(waiting.client);
    const place = line?.indexOf(waiting) ?? -1;
    if (line === undefined || place === -1) return false;
    line.splice(place, 1);
    if (line.length === 0 && !waiting.again) this.lines.delete(waiting.client);
    return true;
  }
}
