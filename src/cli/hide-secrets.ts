import type { LoadedConfig } from '../config/load-config.js';

/**
 * Takes the host's own secrets out of the environment, under whatever names they stand there: plugins, and libraries that
 * they bring, would find them. What the host needs of them it has read.
 */
export function hideSecrets({ apiKey, config }: LoadedConfig, env: NodeJS.ProcessEnv): void {
  const secrets = new Set([
    apiKey,
    config.storage.url,
    config.budget.webhook?.secret,
    config.budget.webhook?.url,
  ]);
  for (const [name, value = ''] of Object.entries(env)) {
    if (secrets.has(value.trim()) && value !== '') delete env[name];
  }
  delete env.OPENAI_API_KEY;
  delete env.OPENAI_API_KEY_FILE;
}
