import type { Buildable } from '../../plugin-api/plugin.js';
import type { Lifecycle } from '../../plugin-api/service.js';
import { expectAnswer } from './call-checks.js';
import { askEvery } from './offer-checks.js';
import { leave, type PluginUnderTest } from './plugin-under-test.js';
import { watchHandles } from './watch-handles.js';

/** The import defines classes and does nothing else. */
export async function worksNotAtImport(subject: PluginUnderTest): Promise<void> {
  const { open } = await subject.import();
  if (open.length === 0) return;
  throw new Error(
    `The import left open: ${open.join(', ')}.\nA plugin is imported to be listed too: connect and set timers in the start() of a service.`,
  );
}

/** When the host stops, the services stop without a fault and nothing stays open. */
export async function leavesNothing(subject: PluginUnderTest): Promise<void> {
  const { definition } = (await subject.import()).code;
  const failures: string[] = [];
  const undo = (definition.services ?? []).map((service) => watchStop(service, failures));
  const { open } = await watchHandles(() => liveOnce(subject)).finally(() => {
    for (const each of undo) each();
  });
  const problems = [...failures, ...(open.length > 0 ? [`Left open: ${open.join(', ')}.`] : [])];
  if (problems.length === 0) return;
  throw new Error(`${problems.join('\n')}\nClose in the stop() of a service what its start() has opened.`);
}

async function liveOnce(subject: PluginUnderTest): Promise<void> {
  const host = await subject.host();
  try {
    for (const [tool, input] of subject.calls) expectAnswer(tool, await host.callTool(tool, input));
    await askEvery(subject, host);
  } finally {
    await leave(host);
  }
}

/** Hears how the stop() of a service ends; the result puts the class back as it was. */
function watchStop(service: Buildable, failures: string[]): () => void {
  const { prototype }: { prototype: Lifecycle } = service;
  const own = Object.getOwnPropertyDescriptor(prototype, 'stop');
  const { stop } = prototype;
  if (stop === undefined) return () => undefined;
  prototype.stop = async function (this: Lifecycle) {
    try {
      await stop.call(this);
    } catch (error) {
      failures.push(`The stop() of ${service.name} threw: ${error}.`);
      throw error;
    }
  };
  return () => {
    if (own === undefined) delete prototype.stop;
    else Object.defineProperty(prototype, 'stop', own);
  };
}
