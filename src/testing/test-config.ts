import { readBundledCatalogue } from '../host/bundled-catalogue.js';
import type { Host } from '../host/host.js';
import type { PluginDefinition } from '../plugin-api/plugin.js';
import type { TestHostOptions } from './test-host.js';
import { findPlugin, isPlace } from './test-plugin.js';
import { wordsOf } from './words-of.js';

type Json = Record<string, unknown>;

/** A config, and the names of the plugins that it loads from a place of the test's choice. */
export interface TestConfig {
  document: Json;
  places: string[];
}

export const definitionsIn = ({ plugins = [] }: TestHostOptions): PluginDefinition[] =>
  plugins.filter((plugin): plugin is PluginDefinition => !isPlace(plugin));

/** The config of a test: its own, with the plugins under test on and the bundled ones off. */
export async function configOfTest(options: TestHostOptions): Promise<TestConfig> {
  const { openai, plugins: configured, cache, audit, ...config } = (options.config ?? {}) as Json;
  const entries: Json = {};
  const places: string[] = [];
  for (const { name } of await readBundledCatalogue()) entries[name] = false;
  for (const { name } of definitionsIn(options)) delete entries[name];
  for (const place of (options.plugins ?? []).filter(isPlace)) {
    const { code, from } = await findPlugin(place).catch((error) => Promise.reject(wordsOf(error)));
    entries[code.definition.name] = { from };
    places.push(code.definition.name);
  }
  for (const [name, entry] of Object.entries((configured ?? {}) as Json)) {
    const isLong = typeof entry === 'object' && entry !== null;
    entries[name] = isLong && places.includes(name) ? { ...(entries[name] as Json), ...entry } : entry;
    if (entry === true && places.includes(name)) entries[name] = { ...(entries[name] as Json) };
  }
  return {
    document: {
      ...config,
      plugins: entries,
      openai: { maxRetries: 0, ...(openai as Json | undefined) },
      cache: { enabled: false, ...(cache as Json | undefined) },
      audit: { enabled: false, ...(audit as Json | undefined) },
    },
    places,
  };
}

/** @throws Error that names what keeps the plugins under test from being served. */
export function faultsOfTest(host: Host, places: readonly string[]): void {
  const faults = host.faults.filter(({ plugin }) => plugin !== undefined && places.includes(plugin));
  if (faults.length > 0) throw wordsOf(faults);
}
