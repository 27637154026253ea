import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose prints are listened to: what a test runner writes meanwhile is its own business. */
const listening = new AsyncLocalStorage<string[]>();
const output = console;
const CONSOLE = ['log', 'info', 'debug', 'dir', 'table'] as const;

let listeners = 0;
let untap = (): void => undefined;

/** Runs something; says what it printed to stdout, itself or through `console`. The prints go on to where they went. */
export async function overhearStdout<T>(run: () => Promise<T>): Promise<{ result: T; printed: string[] }> {
  if (listeners++ === 0) untap = tap();
  const printed: string[] = [];
  try {
    const result = await listening.run(printed, run);
    return { result, printed: [...new Set(printed)] };
  } finally {
    if (--listeners === 0) untap();
  }
}

const hear = (printed: unknown): void => void listening.getStore()?.push(String(printed).trim().slice(0, 80));

/** A test runner may have put a console of its own there, which does not go through stdout: so both are tapped. */
function tap(): () => void {
  const { stdout } = process;
  const undo = [overhear(stdout as unknown as Record<'write', Print>, 'write')];
  for (const method of CONSOLE)
    undo.push(overhear(output as unknown as Record<typeof method, Print>, method));
  return () => {
    for (const each of undo) each();
  };
}

type Print = (...args: unknown[]) => unknown;

function overhear<Name extends string>(owner: Record<Name, Print>, name: Name): () => void {
  const print = owner[name];
  const tapped: Print = (...args) => {
    hear(args[0]);
    // Said once: a console writes to stdout in its turn.
    return listening.exit(() => print.apply(owner, args));
  };
  owner[name] = tapped as (typeof owner)[Name];
  return () => {
    if (owner[name] === tapped) owner[name] = print;
  };
}
