/**
 * The arguments of every `$ openai-mcp-host …` in a README. Quotes are single ones and no word is quoted in part, but for
 * `name='…'`.
 */
export function readmeCommands(readme: string): string[][] {
  const lines = [...readme.matchAll(/^\$ openai-mcp-host (.+)$/gm)].map(([, line = '']) => line);
  return lines.map((line) =>
    [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare),
  );
}
