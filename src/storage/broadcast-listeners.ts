/** Who listens to what, and to whom it is passed on. One that throws keeps nobody else from hearing. */
export class BroadcastListeners {
  private readonly topics = new Map<string, Set<(message: string) => void>>();
  private readonly gaps = new Set<() => void>();

  subscribe(topic: string, listener: (message: string) => void): () => void {
    const listeners = this.topics.get(topic) ?? new Set();
    this.topics.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.topics.get(topic) === listeners) this.topics.delete(topic);
    };
  }

  onGap(listener: () => void): () => void {
    this.gaps.add(listener);
    return () => this.gaps.delete(listener);
  }

  tell(topic: string, message: string): void {
    for (const listener of [...(this.topics.get(topic) ?? [])]) later(() => listener(message));
  }

  tellGap(): void {
    for (const listener of [...this.gaps]) later(listener);
  }
}

const later = (work: () => void): void => {
  void Promise.resolve().then(work).catch(ignore);
};

const ignore = (): void => undefined;
