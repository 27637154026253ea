import { packageVersion } from '../config/package-root.js';

/** Whether a plugin's `host` range admits this host. semver is imported only when a plugin is looked at. */
export async function supportsHost(range: unknown): Promise<{ ok: boolean; message: string }> {
  const version = packageVersion();
  const semver = (await import('semver')).default;
  if (typeof range !== 'string' || range.trim() === '*' || semver.validRange(range) === null) {
    return { ok: false, message: `Its \`host\` is ${JSON.stringify(range)}, which is no range of versions.` };
  }
  return {
    ok: semver.satisfies(version, range, { includePrerelease: true }),
    message: `It needs openai-mcp-host ${range}; this is ${version}.`,
  };
}
