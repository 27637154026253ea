import { packageVersion } from '../config/package-root.js';

/** Whether a plugin's `host` range admits this host. Of semver, what is needed is imported, when a plugin is looked at. */
export async function supportsHost(
  range: unknown,
  version = packageVersion(),
): Promise<{ ok: boolean; message: string }> {
  const [{ default: validRange }, { default: satisfies }] = await Promise.all([
    import('semver/ranges/valid.js'),
    import('semver/functions/satisfies.js'),
  ]);
  if (typeof range !== 'string' || [null, '*'].includes(validRange(range))) {
    return { ok: false, message: `Its \`host\` is ${JSON.stringify(range)}, which is no range of versions.` };
  }
  return {
    ok: satisfies(version, range, { includePrerelease: true }),
    message: `It needs openai-mcp-host ${range}; this is ${version}.`,
  };
}
