import type { LoadedConfig } from '../config/load-config.js';

/** What is shorter, such as the `none` of a server on this machine, other variables may well say too. */
const SHORTEST = 8;

/**
 * Takes the host's own secrets out of the environment, under whatever names they stand there: plugins, and libraries that
 * they bring, would find them. What the host needs of them it has read.
 */
export function hideSecrets(
  { apiKey, adminKey, clientKeys, config }: LoadedConfig,
  env: NodeJS.ProcessEnv,
): void {
  const { webhook } = config.budget;
  const secrets = [
    apiKey,
    adminKey,
    ...(clientKeys?.values() ?? []),
    config.storage.url,
    webhook?.secret,
    webhook?.url,
  ];
  for (const [name, value = ''] of Object.entries(env)) {
    if (value.trim().length >= SHORTEST && secrets.includes(value.trim())) delete env[name];
  }
  delete env.OPENAI_API_KEY;
  delete env.OPENAI_API_KEY_FILE;
  delete env.OPENAI_ADMIN_KEY;
  delete env.OPENAI_ADMIN_KEY_FILE;
}
