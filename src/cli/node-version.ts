const OLDEST = '22.20';

/** Why this version of Node can't run the host, in one line; undefined where it can. */
export function nodeTooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `openai-mcp-host needs Node ${OLDEST} or newer, and this is Node ${version}: install a newer one from https://nodejs.org`;
}
