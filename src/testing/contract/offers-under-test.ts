import type { CataloguePrompt, CatalogueResource } from '../../host/catalogue.js';
import { propertiesOf } from '../../host/offers/describe-offers.js';
import { variablesOf } from '../../host/offers/uri-template.js';
import type { TestHost } from '../test-host.js';
import type { PluginUnderTest } from './plugin-under-test.js';

/** What a client may ask for, with the arguments of the test or none. */
export interface AskedOffer {
  /** Such as `the prompt pack-bag`. */
  what: string;
  ask(
    host: TestHost,
    signal?: AbortSignal,
  ): Promise<{ error?: { code: string; message: string } | undefined }>;
}

interface Offers {
  prompts: CataloguePrompt[];
  resources: CatalogueResource[];
}

/** What the plugin offers beside tools, as its host lists it. */
export async function offersOf(subject: PluginUnderTest, { host }: TestHost): Promise<Offers> {
  const { name } = (await subject.import()).code.definition;
  const own = <T extends { plugin: string }>(listed: T[]) => listed.filter(({ plugin }) => plugin === name);
  return { prompts: own(host.prompts.listed), resources: own(host.resources.listed) };
}

/** Prompts that need nothing or have an example, fixed resources, and the URIs of the test. */
export function askable({ prompts, resources }: Offers, subject: PluginUnderTest): AskedOffer[] {
  const examples = subject.options.prompts ?? {};
  const ready = prompts.filter((prompt) => prompt.name in examples || requiredOf(prompt).length === 0);
  const fixed = resources.filter(({ isTemplate }) => !isTemplate).map(({ uri }) => uri);
  const uris = [...new Set([...fixed, ...(subject.options.resources ?? [])])];
  return [
    ...ready.map(
      ({ name }): AskedOffer => ({
        what: `the prompt ${name}`,
        ask: (host, signal) => host.getPrompt(name, examples[name] ?? {}, { ...(signal && { signal }) }),
      }),
    ),
    ...uris.map(
      (uri): AskedOffer => ({
        what: `the resource ${uri}`,
        ask: (host, signal) => host.readResource(uri, { ...(signal && { signal }) }),
      }),
    ),
  ];
}

/** Names of prompts that nobody could get, for want of an example. */
export const unasked = ({ prompts }: Offers, subject: PluginUnderTest): string[] =>
  prompts
    .filter((prompt) => requiredOf(prompt).length > 0 && !(prompt.name in (subject.options.prompts ?? {})))
    .map(({ name }) => name);

/** Everything that the plugin's own `complete()` may be asked for. */
export const completable = ({ prompts, resources }: Offers): [of: string, name: string][] => [
  ...prompts.flatMap(({ name, completes, inputSchema }) =>
    completes
      ? Object.keys(propertiesOf(inputSchema)).map((argument): [string, string] => [name, argument])
      : [],
  ),
  ...resources.flatMap(({ uri, completes }) =>
    completes ? variablesOf(uri).map((variable): [string, string] => [uri, variable]) : [],
  ),
];

const requiredOf = ({ inputSchema }: CataloguePrompt): readonly string[] =>
  (inputSchema.required ?? []) as string[];
