/** What stays open of an import that did some work; any import reads files and leaves immediates for a turn. */
const WORK = /^(Timeout|TCP|UDP|TLS|Pipe|Process|Worker|MessagePort|FSEvent|GetAddrInfo|HTTP)/;

/** The list of rules that every copy of class-validator shares. */
const EXPECTED_GLOBALS = ['classValidatorMetadataStorage'];

/** Runs something and says what it did that is seen outside of it: printed, opened, started, changed. */
export async function watchEffects<T>(run: () => Promise<T>): Promise<{ result: T; effects: string[] }> {
  const before = snapshot();
  const printed: string[] = [];
  const restore = [process.stdout, process.stderr].map((stream) => overhear(stream, printed));
  try {
    const result = await run();
    return { result, effects: [...quoted(printed), ...differences(before, snapshot())] };
  } finally {
    for (const undo of restore) undo();
  }
}

interface Snapshot {
  open: string[];
  globals: string[];
  environment: string[];
  listeners: string[];
}

function snapshot(): Snapshot {
  return {
    open: process.getActiveResourcesInfo().filter((kind) => WORK.test(kind)),
    globals: Object.getOwnPropertyNames(globalThis).filter((name) => !EXPECTED_GLOBALS.includes(name)),
    environment: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    listeners: process.eventNames().flatMap((name) => Array(process.listenerCount(name)).fill(String(name))),
  };
}

function differences(before: Snapshot, after: Snapshot): string[] {
  return [
    ...added(before.open, after.open).map((kind) => `leaves open: ${kind}`),
    ...added(before.globals, after.globals).map((name) => `defines the global ${name}`),
    ...added(before.environment, after.environment).map((entry) => `sets ${entry.split('=')[0]}`),
    ...added(before.listeners, after.listeners).map((name) => `listens to the process's ${name}`),
  ];
}

function added(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...before];
  return after.filter((each) => {
    const index = rest.indexOf(each);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

const quoted = (printed: readonly string[]): string[] =>
  printed.length === 0 ? [] : [`prints ${JSON.stringify(printed.join('').trim().slice(0, 80))}`];

function overhear(stream: NodeJS.WriteStream, heard: string[]): () => void {
  const write = stream.write;
  stream.write = ((chunk: string | Uint8Array) => {
    heard.push(String(chunk));
    return true;
  }) as typeof write;
  return () => {
    stream.write = write;
  };
}
