/** How a client is told of this server. */
export interface Snippet {
  /** The client, in words. */
  title: string;
  /** Where the text goes. */
  goesTo: string;
  text: string;
}

const KEY = 'YOUR-OPENAI-API-KEY';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const quoted = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

type Write = (args: readonly string[]) => Snippet;

const mcpServers = (args: readonly string[]) =>
  json({ mcpServers: { openai: { command: 'npx', args, env: { OPENAI_API_KEY: KEY } } } });

const WRITERS = {
  'claude-desktop': (args) => ({
    title: 'Claude Desktop',
    goesTo: 'claude_desktop_config.json (Settings > Developer > Edit Config)',
    text: mcpServers(args),
  }),
  'claude-code': (args) => ({
    title: 'Claude Code',
    goesTo: 'a terminal',
    text: `claude mcp add openai -e OPENAI_API_KEY=${KEY} -- npx ${args.map(quoted).join(' ')}`,
  }),
  cursor: (args) => ({ title: 'Cursor', goesTo: '.cursor/mcp.json', text: mcpServers(args) }),
  vscode: (args) => ({
    title: 'VS Code',
    goesTo: '.vscode/mcp.json',
    text: json({
      inputs: [{ type: 'promptString', id: 'openai-api-key', description: 'OpenAI API key', password: true }],
      servers: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
        openai: { type: 'stdio', command: 'npx', args, env: { OPENAI_API_KEY: '${input:openai-api-key}' } },
      },
    }),
  }),
  codex: (args) => ({
    title: 'Codex',
    goesTo: '~/.codex/config.toml',
    text: [
      '[mcp_servers.openai]',
      'command = "npx"',
      `args = ${JSON.stringify(args)}`,
      `env = { OPENAI_API_KEY = "${KEY}" }`,
    ].join('\n'),
  }),
  gemini: (args) => ({ title: 'Gemini CLI', goesTo: '~/.gemini/settings.json', text: mcpServers(args) }),
  windsurf: (args) => ({
    title: 'Windsurf',
    goesTo: '~/.codeium/windsurf/mcp_config.json',
    text: mcpServers(args),
  }),
  zed: (args) => ({
    title: 'Zed',
    goesTo: 'settings.json (zed: open settings)',
    text: json({ context_servers: { openai: { command: 'npx', args, env: { OPENAI_API_KEY: KEY } } } }),
  }),
} satisfies Record<string, Write>;

export type ClientName = keyof typeof WRITERS;

export const CLIENTS = Object.keys(WRITERS) as ClientName[];

/** The snippet of a client for a server that reads this config file: clients start it in a folder of their own. */
export const snippetFor = (client: ClientName, configFile: string): Snippet =>
  WRITERS[client](['-y', 'openai-mcp-host', '--config', configFile]);
