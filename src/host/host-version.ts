import { packageVersion } from '../config/package-root.js';

/** Whether a plugin's `host` range admits this host. semver is imported only when a plugin is looked at. */
export async function supportsHost(
  range: unknown,
  version = packageVersion(),
): Promise<{ ok: boolean; message: string }> {
  const semver = (await import('semver')).default;
  if (typeof range !== 'string' || [null, '*'].includes(semver.validRange(range))) {
    return { ok: false, message: `Its \`host\` is ${JSON.stringify(range)}, which is no range of versions.` };
  }
  return {
    ok: semver.satisfies(version, range, { includePrerelease: true }),
    message: `It needs openai-mcp-host ${range}; this is ${version}.`,
  };
}
