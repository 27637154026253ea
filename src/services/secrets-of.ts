import type { LoadedConfig } from '../config/load-config.js';

/** Whatever must never be written anywhere. */
export function secretsOf({ config, apiKey, adminKey, clientKeys }: LoadedConfig): string[] {
  const { accessKey, secretKey } = config.files.store ?? {};
  const secrets = [apiKey, adminKey, accessKey, secretKey, ...(clientKeys?.values() ?? [])];
  return secrets.filter((secret) => secret !== undefined);
}
