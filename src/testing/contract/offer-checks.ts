import { matchUri } from '../../host/offers/uri-template.js';
import type { TestHost } from '../test-host.js';
import { askable, completable, offersOf, unasked } from './offers-under-test.js';
import { overhearStdout } from './overhear-stdout.js';
import { leave, type PluginUnderTest } from './plugin-under-test.js';
import { RunWatch } from './run-watch.js';

/** As many of those that a template lists are read as say how it goes. */
const READ = 3;

/** Every prompt can be got, every resource read, what is listed is there, and what completes completes. */
export async function givesOffers(subject: PluginUnderTest): Promise<void> {
  const watch = new RunWatch();
  const host = await subject.host({ watch });
  try {
    await askEvery(subject, host);
    for (const name of unasked(await offersOf(subject, host), subject)) {
      const todo = 'give its arguments in the option `prompts`.';
      subject.options.advise?.(`The prompt ${name} was not tried: ${todo}`);
    }
    await readListed(subject, host, watch);
    await completeEvery(subject, host);
  } finally {
    await leave(host);
  }
}

/** Gets every prompt and reads every resource that it can; hands out what was printed meanwhile. */
export async function askEvery(subject: PluginUnderTest, host: TestHost): Promise<string[]> {
  const heard: string[] = [];
  const offers = await offersOf(subject, host);
  for (const { what, ask } of askable(offers, subject)) {
    const { result, printed } = await overhearStdout(() => ask(host));
    const { error } = result;
    if (error !== undefined) {
      throw new Error(
        `Asked for ${what}, it failed: ${error.code}: ${error.message}\nMend it, or its example in \`prompts\` or \`resources\`, or script what OpenAI answers with the option \`openai\`.`,
      );
    }
    heard.push(...printed.map((line) => `Asked for ${what}, it printed ${JSON.stringify(line)}.`));
  }
  return heard;
}

async function readListed(subject: PluginUnderTest, host: TestHost, watch: RunWatch): Promise<void> {
  const { resources } = await offersOf(subject, host);
  const templates = resources.filter(({ lists }) => lists);
  if (templates.length === 0) return;
  const before = watch.thrown.length;
  const listed = await host.listResources();
  const failed = watch.thrown.slice(before);
  if (failed.length > 0) throw new Error(`${failed.join('\n')}\nClients see nothing of this template.`);
  for (const { uri: template } of templates) {
    const own = listed.filter(({ uri }) => matchUri(template, uri) !== undefined);
    for (const { uri } of own.slice(0, READ)) {
      const { error } = await host.readResource(uri);
      if (error === undefined) continue;
      throw new Error(
        `${template} lists ${uri}, and reading that fails: ${error.code}: ${error.message}\nEncode what list() puts into a URI (encodeURIComponent), and let read() find what it names.`,
      );
    }
  }
}

async function completeEvery(subject: PluginUnderTest, host: TestHost): Promise<void> {
  for (const [of, name] of completable(await offersOf(subject, host))) {
    await host.complete(of, name, '').catch((error) => {
      throw new Error(`Completing ${name} of ${of} failed: ${error.message}\nReturn a list of texts.`);
    });
  }
}
