import type { LoadedConfig } from '../../config/load-config.js';
import type { Gathered } from '../../host/gather-plugins.js';
import type { Provider } from '../../plugin-api/provider.js';
import type { Finding } from './finding.js';

const WITHOUT: Partial<Record<Provider['kind'], string>> = {
  azure: 'Azure OpenAI has no moderation',
  compatible: 'few other providers have moderation, and this one may not',
};

/** A gate that nobody stands at, or that stands nowhere. */
export async function checkModeration(
  { config: { moderation } }: LoadedConfig,
  { placements, faults }: Gathered,
  { kind }: Provider,
): Promise<Finding[]> {
  const { input, output, whenUnavailable } = moderation;
  if (input.length + output.length === 0) return [];
  const warning = (message: string): Finding => ({ state: 'warning', area: 'config', message });
  const why = WITHOUT[kind];
  const fate = whenUnavailable === 'refuse' ? 'are refused' : 'pass without having been judged';
  const findings =
    why === undefined ? [] : [warning(`moderation: ${why}; calls that it can not judge ${fate}.`)];
  // A tool that a pattern is for may be one of a plugin that can't be served.
  if (faults.length > 0) return findings;
  const { default: picomatch } = await import('picomatch');
  const tools = placements.flatMap(({ plugin }) => plugin.tools.map(({ name }) => name));
  for (const [side, patterns] of Object.entries({ input, output }))
    for (const pattern of patterns)
      if (!tools.some((tool) => picomatch.isMatch(tool, pattern)))
        findings.push(warning(`moderation.${side} has ${pattern}, which is the name of no tool.`));
  return findings;
}
