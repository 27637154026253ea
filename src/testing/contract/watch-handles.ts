import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** What keeps a process alive, by Node's own names, and what people call it. */
const HANDLES: Record<string, string> = {
  Timeout: 'a timer',
  TCPWRAP: 'a connection',
  TLSWRAP: 'a TLS connection',
  TCPSERVERWRAP: 'a server',
  PIPESERVERWRAP: 'a server on a pipe',
  UDPWRAP: 'a UDP socket',
  PROCESSWRAP: 'a child process',
  WORKER: 'a worker thread',
  FSEVENTWRAP: 'a file watcher',
  STATWATCHER: 'a file watcher',
};
const ROUNDS = 40;
const ROUND_MS = 25;

/** Whose handles are watched: those of a test runner are its own business. */
const watched = new AsyncLocalStorage<Map<number, Handle>>();

interface Handle {
  what: string;
  resource: { hasRef?: () => boolean };
}

/** Runs something; says what it has opened and, about a second later, not closed. */
export async function watchHandles<T>(run: () => Promise<T>): Promise<{ result: T; open: string[] }> {
  const handles = new Map<number, Handle>();
  const hook = createHook({
    init(id, type, _, resource) {
      const what = HANDLES[type];
      if (what !== undefined && watched.getStore() === handles) handles.set(id, { what, resource });
    },
    destroy: (id) => void handles.delete(id),
  }).enable();
  // What is not referenced keeps no process alive.
  const open = () => [...handles.values()].filter(({ resource }) => resource.hasRef?.() !== false);
  try {
    const result = await watched.run(handles, run);
    for (let round = 0; round < ROUNDS && open().length > 0; round++) await wait(ROUND_MS);
    return { result, open: open().map(({ what }) => what) };
  } finally {
    hook.disable();
  }
}
