import { setTimeout as wait } from 'node:timers/promises';
import { answers } from '../answers.js';
import type { TestHost } from '../test-host.js';
import { askable, offersOf } from './offers-under-test.js';
import { leave, type PluginUnderTest } from './plugin-under-test.js';
import { RunWatch } from './run-watch.js';

const LIMIT_MS = 250;
/** Loading the plugin comes first, and is no part of it. */
const START_LIMIT_MS = 10_000;
/** Counted in turns of the event loop, so that a busy machine gives the run as much time as it takes from it. */
const TURN_MS = 10;

type Begin = (host: TestHost, signal: AbortSignal) => Promise<unknown>;

/** A run ends soon after its call was cancelled. OpenAI answers nothing meanwhile. */
export async function stopsWhenCancelled(subject: PluginUnderTest): Promise<void> {
  for (const [tool, input] of subject.calls) {
    const started = await cancelled(subject, tool, (host, signal) => host.callTool(tool, input, { signal }));
    if (!started) throw new Error(`The example call of ${tool} never ran. Mend its arguments.`);
  }
}

/** So it is with prompts and resources. */
export async function stopsGivingWhenCancelled(subject: PluginUnderTest): Promise<void> {
  const host = await subject.host();
  const offers = await offersOf(subject, host).finally(() => leave(host));
  for (const { what, ask } of askable(offers, subject)) await cancelled(subject, what, ask);
}

/** @throws Error where it still runs a while after it was cancelled. Says whether it ran at all. */
async function cancelled(subject: PluginUnderTest, what: string, begin: Begin): Promise<boolean> {
  const watch = new RunWatch();
  const host = await subject.host({ watch, openai: (openai) => openai.always('*', answers.hang()) });
  const cancel = new AbortController();
  let over = false;
  const call = begin(host, cancel.signal)
    .catch(() => undefined)
    .finally(() => (over = true));
  try {
    await turns(() => over || watch.started > 0, START_LIMIT_MS);
    await turns(() => over || host.openai.requests.length > 0);
    cancel.abort();
    await call;
    if (!(await turns(() => watch.running === 0))) throw new Error(deaf(what));
    return watch.started > 0;
  } finally {
    cancel.abort();
    await leave(host);
  }
}

/** Waits for something, within the limit; says whether it came. */
async function turns(reached: () => boolean, limitMs = LIMIT_MS): Promise<boolean> {
  for (let turn = 0; turn < limitMs / TURN_MS && !reached(); turn++) await wait(TURN_MS);
  return reached();
}

const deaf = (what: string) =>
  `${what.replace(/^the/, 'The')} still ran ${LIMIT_MS} ms after its call was cancelled.\nPass call.signal to whatever takes long (fetch, timers, child processes), or look at call.signal.aborted between steps; the injected OpenAIClient follows it by itself.`;
