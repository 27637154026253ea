import type { TestHost } from '../test-host.js';
import type { TestResult } from '../test-result.js';
import { askEvery } from './offer-checks.js';
import { overhearStdout } from './overhear-stdout.js';
import { leave, type PluginUnderTest } from './plugin-under-test.js';

/** Calls every tool with its example, and asks for every prompt and resource; hands out what was printed meanwhile. */
async function callEvery(subject: PluginUnderTest, host: TestHost): Promise<string[]> {
  const heard: string[] = [];
  for (const [tool, input] of subject.calls) {
    const { result, printed } = await overhearStdout(() => host.callTool(tool, input));
    expectAnswer(tool, result);
    heard.push(...printed.map((line) => `${tool} printed ${JSON.stringify(line)}.`));
  }
  return [...heard, ...(await askEvery(subject, host))];
}

/** @throws Error where an example call failed. */
export function expectAnswer(tool: string, { error }: TestResult<unknown>): void {
  if (error === undefined) return;
  const todo =
    error.code === 'OUTPUT_INVALID'
      ? 'Return what the output class says, or mend the class.'
      : 'Mend the tool or the example arguments, or script what OpenAI answers with the option `openai`.';
  throw new Error(
    [`The example call of ${tool} failed: ${error.code}: ${error.message}`, error.hint, todo]
      .filter((line) => line !== undefined)
      .join('\n'),
  );
}

/** Every example call succeeds, so that its output fits the class. */
export async function answersExamples(subject: PluginUnderTest): Promise<void> {
  const host = await subject.host();
  try {
    await callEvery(subject, host);
  } finally {
    await leave(host);
  }
}

/** Nothing reaches stdout, which belongs to the protocol: neither at import nor in a call. */
export async function printsNothing(subject: PluginUnderTest): Promise<void> {
  const { printed } = await subject.import();
  const host = await subject.host();
  const heard = printed.map((line) => `The import printed ${JSON.stringify(line)}.`);
  try {
    heard.push(...(await callEvery(subject, host)));
  } finally {
    await leave(host);
  }
  if (heard.length === 0) return;
  throw new Error(
    `${heard.join('\n')}\nOver stdio, stdout belongs to the protocol: take Logger in the constructor.`,
  );
}

/** Two hosts share its classes and nothing else: when one stops, the other goes on. */
export async function servesTwoHosts(subject: PluginUnderTest): Promise<void> {
  const hosts = [await subject.host(), await subject.host()] as const;
  try {
    for (const host of hosts) await callEvery(subject, host);
    await leave(hosts[0]);
    await callEvery(subject, hosts[1]);
  } catch (error) {
    throw new Error(
      `With two hosts in one process: ${error instanceof Error ? error.message : error}\nKeep state in services, not in modules or statics.`,
      { cause: error },
    );
  } finally {
    for (const host of hosts) await leave(host);
  }
}
