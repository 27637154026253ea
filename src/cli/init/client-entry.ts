import { fault } from '../../contracts/fault.js';
import type { ClientName } from './snippets.js';

/** How the key of OpenAI gets to a server that a client starts. */
export type KeyWay = 'env' | 'prompt' | 'clear' | { file: string };

/** What is to be entered: a server to start, or one to reach. */
export type Wanted =
  | { args: readonly string[]; platform: NodeJS.Platform; key: KeyWay; apiKey: string | undefined }
  | { url: string; tokenEnv: string | undefined };

/** An entry, and what belongs to it elsewhere. */
export interface ClientEntry {
  /** The keys that lead to it, its name last. */
  path: string[];
  entry: Record<string, unknown>;
  /** VS Code's: asked for once, and kept by it. */
  input?: { id: string; type: string; description: string; password: boolean };
  /** What the person has yet to do. */
  todo: string[];
}

interface Dialect {
  title: string;
  /** Where the entries of all servers are. */
  servers: string;
  /** How a variable of the environment is referred to, where that can be. */
  variable?: (name: string) => string;
  /** What its servers get of the environment without being told to. */
  inherits?: boolean;
  started?: Record<string, unknown>;
  /** Absent where its file can name no server to reach. */
  reached?: (url: string) => Record<string, unknown>;
}

const DIALECTS: Record<ClientName, Dialect> = {
  'claude-desktop': { title: 'Claude Desktop', servers: 'mcpServers' },
  'claude-code': {
    title: 'Claude Code',
    servers: 'mcpServers',
    variable: (name) => `\${${name}}`,
    inherits: true,
    started: { type: 'stdio' },
    reached: (url) => ({ type: 'http', url }),
  },
  cursor: {
    title: 'Cursor',
    servers: 'mcpServers',
    variable: (name) => `\${env:${name}}`,
    reached: (url) => ({ url }),
  },
  vscode: {
    title: 'VS Code',
    servers: 'servers',
    variable: (name) => `\${env:${name}}`,
    started: { type: 'stdio' },
    reached: (url) => ({ type: 'http', url }),
  },
  codex: { title: 'Codex', servers: 'mcp_servers', reached: (url) => ({ url }) },
  gemini: {
    title: 'Gemini CLI',
    servers: 'mcpServers',
    variable: (name) => `$${name}`,
    reached: (url) => ({ httpUrl: url }),
  },
  windsurf: {
    title: 'Windsurf',
    servers: 'mcpServers',
    variable: (name) => `\${env:${name}}`,
    reached: (url) => ({ serverUrl: url }),
  },
  zed: { title: 'Zed', servers: 'context_servers', inherits: true, reached: (url) => ({ url }) },
};

export const titleOf = (client: ClientName): string => DIALECTS[client].title;

/** @throws FaultError `CLIENT_OPTION_UNSUPPORTED` for what the client has no way of saying. */
export function entryFor(client: ClientName, name: string, wanted: Wanted): ClientEntry {
  const { servers } = DIALECTS[client];
  const made = 'url' in wanted ? reached(client, wanted) : started(client, wanted);
  return { path: [servers, name], todo: [], ...made };
}

type Made = Omit<ClientEntry, 'path' | 'todo'> & { todo?: string[] };

function reached(client: ClientName, { url, tokenEnv }: Extract<Wanted, { url: string }>): Made {
  const { title, reached, variable } = DIALECTS[client];
  if (reached === undefined)
    throw unsupported(
      `${title} takes no addresses in its file.`,
      'Add the server in its settings, under Connectors.',
    );
  const entry = reached(url);
  if (tokenEnv === undefined) return { entry };
  const todo = [`Set ${tokenEnv} to your token, where ${title} is started.`];
  if (client === 'codex') return { entry: { ...entry, bearer_token_env_var: tokenEnv }, todo };
  if (variable === undefined)
    throw unsupported(
      `${title} can't refer to a variable in its file.`,
      'Leave out --token-env, and write the header Authorization into its file by hand.',
    );
  return { entry: { ...entry, headers: { Authorization: `Bearer ${variable(tokenEnv)}` } }, todo };
}

const KEY = 'OPENAI_API_KEY';

function started(client: ClientName, wanted: Extract<Wanted, { key: KeyWay }>): Made {
  const { title, started, variable, inherits } = DIALECTS[client];
  const { args, platform, key, apiKey } = wanted;
  // Windows starts no script without its shell.
  const command =
    platform === 'win32'
      ? { command: 'cmd', args: ['/c', 'npx', ...args] }
      : { command: 'npx', args: [...args] };
  const entry = { ...started, ...command };
  if (typeof key === 'object') return { entry: { ...entry, env: { [`${KEY}_FILE`]: key.file } } };
  if (key === 'clear') {
    if (apiKey !== undefined) return { entry: { ...entry, env: { [KEY]: apiKey } } };
    throw unsupported(`${KEY} is not set here, so there is no key to write.`, `Set ${KEY} for this command.`);
  }
  if (key === 'prompt') {
    if (client !== 'vscode')
      throw unsupported(`${title} asks for no keys.`, 'Only VS Code does. Use --key env or --key file:PATH.');
    const input = {
      id: 'openai-api-key',
      type: 'promptString',
      description: 'OpenAI API key',
      password: true,
    };
    return { entry: { ...entry, env: { [KEY]: `\${input:${input.id}}` } }, input };
  }
  const todo = [`Set ${KEY} where ${title} is started.`];
  if (client === 'codex') return { entry: { ...entry, env_vars: [KEY] }, todo };
  if (inherits) return { entry, todo };
  if (variable !== undefined) return { entry: { ...entry, env: { [KEY]: variable(KEY) } }, todo };
  return {
    entry,
    todo: [
      `${title} hands no variables on: put your key in a file that only you can read, and run this again with --key file:PATH.`,
    ],
  };
}

const unsupported = (message: string, hint: string) => fault('CLIENT_OPTION_UNSUPPORTED', message, hint);
