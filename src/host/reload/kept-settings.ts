import { isDeepStrictEqual } from 'node:util';
import type { HostConfig } from '../../config/host-config.js';
import type { LoadedConfig } from '../../config/load-config.js';
import { isObject, type Json } from '../../config/merge.js';

/** What a process has opened once, for all that comes after: it holds until a restart. */
const OPENED_ONCE = ['storage', 'server.http', 'telemetry'];

/** The new config with what can't be changed now left as it was, and the names of what should have been changed. */
export function keepOpened(
  before: LoadedConfig,
  next: LoadedConfig,
): { loaded: LoadedConfig; kept: string[] } {
  const kept = OPENED_ONCE.flatMap((place) =>
    differences(valueAt(before, place), valueAt(next, place), place),
  );
  const config = OPENED_ONCE.reduce(
    (document, place) => withValue(document, place.split('.'), valueAt(before, place)),
    next.config as unknown as Json,
  ) as unknown as HostConfig;
  const { dataFolder, sandboxed } = before;
  return { loaded: { ...next, config, dataFolder, ...(sandboxed && { sandboxed }) }, kept };
}

/** The settings below a place that differ. */
function differences(before: unknown, next: unknown, place: string): string[] {
  if (isDeepStrictEqual(before, next)) return [];
  if (!isObject(before) || !isObject(next)) return [place];
  return [...new Set([...Object.keys(before), ...Object.keys(next)])].flatMap((key) =>
    differences(before[key], next[key], `${place}.${key}`),
  );
}

const valueAt = ({ config }: LoadedConfig, place: string): unknown =>
  place.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), config);

function withValue(document: Json, [key = '', ...rest]: string[], value: unknown): Json {
  const { [key]: there, ...others } = document;
  const put = rest.length === 0 ? value : withValue(isObject(there) ? there : {}, rest, value);
  return put === undefined ? others : { ...others, [key]: put };
}
