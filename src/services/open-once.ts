export interface OpenedOnce<T> {
  /** Opens at the first call; after a failure, again at the next. */
  get(): Promise<T>;
  /** Closes what was opened, if anything was. */
  close(): Promise<void>;
}

/** What is opened when it is first needed, and closed with the host. */
export function openOnce<T extends { close(): Promise<void> }>(open: () => Promise<T>): OpenedOnce<T> {
  let opening: Promise<T> | undefined;
  return {
    get() {
      if (opening === undefined) {
        const attempt = open();
        opening = attempt;
        attempt.catch(() => {
          opening = undefined;
        });
      }
      return opening;
    },
    async close() {
      const opened = await opening?.catch(() => undefined);
      await opened?.close();
    },
  };
}
