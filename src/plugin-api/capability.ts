/**
 * What a plugin may say that it uses. The host injects by the first four; it cannot see the others, which tell the
 * operator what the plugin does by itself.
 *
 * - `openai`: `OpenAIClient`, `Provider`, `TextGeneration` and `Jobs`
 * - `files`: `Files`, the host's way to the disk
 * - `costs`: `CostTracker`
 * - `models`: `Models`
 * - `network`: connections of its own, such as `fetch`
 * - `disk`: reading or writing other than through `Files`
 * - `environment`: environment variables
 * - `processes`: other programs, or worker threads
 */
export type Capability =
  | 'openai'
  | 'files'
  | 'costs'
  | 'models'
  | 'network'
  | 'disk'
  | 'environment'
  | 'processes';
