import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseToml } from '@decimalturn/toml-patch';
import { beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_PLACES } from '../../src/cli/init/client-places.js';
import { runBin } from './run-bin.js';

const CLIENTS = Object.keys(CLIENT_PLACES) as (keyof typeof CLIENT_PLACES)[];
let home: string;

/** The file of a client on this machine, in a home of its own. */
const fileOf = (client: keyof typeof CLIENT_PLACES) =>
  CLIENT_PLACES[client].user({ platform: process.platform, home, env: {} });
const init = (...args: string[]) =>
  runBin(['init', ...args], { folder: home, env: { OPENAI_API_KEY: 'sk-the-own-key' } });
const written = (client: keyof typeof CLIENT_PLACES) => readFile(fileOf(client), 'utf8');
async function write(client: keyof typeof CLIENT_PLACES, text: string): Promise<void> {
  await mkdir(dirname(fileOf(client)), { recursive: true });
  await writeFile(fileOf(client), text);
}

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-client-')));
});

test.each([
  ['claude-desktop', 'darwin', '/h/Library/Application Support/Claude/claude_desktop_config.json'],
  ['claude-desktop', 'win32', 'C:\\R\\Claude\\claude_desktop_config.json'],
  ['claude-desktop', 'linux', '/h/.config/Claude/claude_desktop_config.json'],
  ['claude-code', 'darwin', '/h/.claude.json'],
  ['claude-code', 'win32', 'C:\\h\\.claude.json'],
  ['cursor', 'linux', '/h/.cursor/mcp.json'],
  ['cursor', 'win32', 'C:\\h\\.cursor\\mcp.json'],
  ['vscode', 'darwin', '/h/Library/Application Support/Code/User/mcp.json'],
  ['vscode', 'win32', 'C:\\R\\Code\\User\\mcp.json'],
  ['vscode', 'linux', '/h/.config/Code/User/mcp.json'],
  ['codex', 'linux', '/h/.codex/config.toml'],
  ['gemini', 'darwin', '/h/.gemini/settings.json'],
  ['windsurf', 'win32', 'C:\\h\\.codeium\\windsurf\\mcp_config.json'],
  ['zed', 'darwin', '/h/.config/zed/settings.json'],
  ['zed', 'linux', '/h/.config/zed/settings.json'],
  ['zed', 'win32', 'C:\\R\\Zed\\settings.json'],
] as const)('the config of %s on %s is %s', (client, platform, file) => {
  const isWindows = platform === 'win32';

  const place = CLIENT_PLACES[client].user({
    platform,
    home: isWindows ? 'C:\\h' : '/h',
    env: isWindows ? { APPDATA: 'C:\\R' } : {},
  });

  expect(place).toBe(file);
});

describe.each(CLIENTS)('%s', (client) => {
  test('gets an entry that starts this package, no key in clear, and nothing on a second run', async () => {
    const first = await init('--client', client);
    const text = await written(client);
    const second = await init('--client', client);

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(text).toContain('openai-mcp-host');
    expect(text).toContain(join(home, 'mcp.config.json'));
    expect(text + first.stdout + first.stderr).not.toContain('sk-the-own-key');
    expect(second.stderr).toContain('nothing has changed');
    expect(await written(client)).toBe(text);
    expect(await readdir(dirname(fileOf(client)))).not.toContainEqual(expect.stringContaining('.bak'));
  });
});

const JSONC = `// My servers.
{
    "theme": "dark", // not too bright
    "mcpServers": {
        /* keep this */
        "other": { "command": "uvx", "args": [ "other" ] },
    },
    "list": [ 1,2,   3 ]
}
`;

test('of JSON with comments everything else stays to the letter, and a backup beside it', async () => {
  await write('cursor', JSONC);
  await chmod(fileOf('cursor'), 0o640);

  const { code } = await init('--client', 'cursor');

  const text = await written('cursor');
  const lines = text.split('\n');
  const kept = JSONC.split('\n').filter((line) => lines.includes(line));
  const backup = (await readdir(dirname(fileOf('cursor')))).find((name) => name.endsWith('.bak'))!;
  expect(code).toBe(0);
  expect(kept).toHaveLength(JSONC.split('\n').length);
  expect(text).toContain('"OPENAI_API_KEY": "$' + '{env:OPENAI_API_KEY}"');
  expect((await stat(fileOf('cursor'))).mode & 0o777).toBe(0o640);
  expect(await readFile(join(dirname(fileOf('cursor')), backup), 'utf8')).toBe(JSONC);
});

test('of TOML everything else stays to the letter', async () => {
  const toml =
    '# mine\nmodel = "gpt-5.2"   # best\n\n[mcp_servers.other]\ncommand = "uvx" # keep\nargs = [\n  "a", # one\n]\n';
  await write('codex', toml);

  await init('--client', 'codex');
  const first = await written('codex');
  await init(
    '--client',
    'codex',
    '--http',
    'https://mcp.example.com/mcp',
    '--token-env',
    'MCP_TOKEN',
    '--name',
    'team',
  );

  const document = parseToml(await written('codex'));
  expect(first.startsWith(toml)).toBe(true);
  expect((await written('codex')).startsWith(first)).toBe(true);
  expect(document.mcp_servers.openai).toEqual({
    command: 'npx',
    args: ['-y', 'openai-mcp-host', '--config', join(home, 'mcp.config.json')],
    env_vars: ['OPENAI_API_KEY'],
  });
  expect(document.mcp_servers.team).toEqual({
    url: 'https://mcp.example.com/mcp',
    bearer_token_env_var: 'MCP_TOKEN',
  });
});

test('an entry of ours is brought up to date, and what the person added to it stays', async () => {
  const entry = {
    command: 'npx',
    args: ['openai-mcp-host@0.9', '--config', '/old'],
    env: { OPENAI_API_KEY: 'sk-of-before', DEBUG: '1' },
    disabled: true,
  };
  await write('windsurf', JSON.stringify({ mcpServers: { openai: entry } }));

  await init('--client', 'windsurf');

  expect(JSON.parse(await written('windsurf')).mcpServers.openai).toEqual({
    ...entry,
    args: ['-y', 'openai-mcp-host', '--config', join(home, 'mcp.config.json')],
  });
});

test('another server of that name is left alone', async () => {
  const text = '{ "mcpServers": { "openai": { "command": "uvx", "args": ["someone-elses"] } } }';
  await write('gemini', text);

  const taken = await init('--client', 'gemini');
  const beside = await init('--client', 'gemini', '--name', 'openai-host');

  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain('CLIENT_ENTRY_TAKEN');
  expect(beside.code).toBe(0);
  expect(Object.keys(JSON.parse(await written('gemini')).mcpServers)).toEqual(['openai', 'openai-host']);
});

test.each([
  ['cursor', '{ "mcpServers": { "a": '],
  ['cursor', '[]'],
  ['cursor', '{ "mcpServers": [] }'],
  ['codex', 'model = = 1\n'],
  ['codex', 'mcp_servers = "none"\n'],
] as const)(
  '%s with the malformed file %j is refused, and nothing is written at all',
  async (client, text) => {
    await write(client, text);

    const { code, stderr } = await init('--client', client);

    expect(code).toBe(1);
    expect(stderr).toContain('CLIENT_CONFIG_MALFORMED');
    expect(stderr).toContain(fileOf(client));
    expect(await written(client)).toBe(text);
    expect(await readdir(dirname(fileOf(client)))).toHaveLength(1);
    expect(await readdir(home)).not.toContain('mcp.config.json');
  },
);

test('--dry-run shows the change and writes nothing', async () => {
  await write('cursor', JSONC);

  const { code, stdout } = await init('--client', 'cursor', '--dry-run');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^\+ +"openai": \{/m);
  expect(await written('cursor')).toBe(JSONC);
  expect(await readdir(home)).not.toContain('mcp.config.json');
});

test('a link to the file stays a link', async () => {
  const real = join(home, 'dotfiles-cursor.json');
  await writeFile(real, '{}');
  await mkdir(dirname(fileOf('cursor')), { recursive: true });
  await symlink(real, fileOf('cursor'));

  await init('--client', 'cursor');

  expect((await lstat(fileOf('cursor'))).isSymbolicLink()).toBe(true);
  expect(await readFile(real, 'utf8')).toContain('openai-mcp-host');
});

test('--project edits the file of the project', async () => {
  const { code } = await init('--client', 'vscode', '--project');

  const { servers, inputs } = JSON.parse(await readFile(join(home, '.vscode/mcp.json'), 'utf8'));
  expect(code).toBe(0);
  expect(servers.openai.env).toEqual({ OPENAI_API_KEY: '$' + '{input:openai-api-key}' });
  expect(inputs).toMatchObject([{ id: 'openai-api-key', password: true }]);
});

test.each([
  ['claude-code', { type: 'http', headers: 'Bearer $' + '{MCP_TOKEN}' }],
  ['cursor', { headers: 'Bearer $' + '{env:MCP_TOKEN}' }],
  ['vscode', { type: 'http', headers: 'Bearer $' + '{env:MCP_TOKEN}' }],
  ['gemini', { headers: 'Bearer $MCP_TOKEN' }],
  ['windsurf', { headers: 'Bearer $' + '{env:MCP_TOKEN}' }],
] as const)('%s reaches a deployment with the token of a variable', async (client, { headers, ...more }) => {
  await init('--client', client, '--http', 'https://mcp.example.com/mcp', '--token-env', 'MCP_TOKEN');

  const { mcpServers, servers } = JSON.parse(await written(client));
  const { url, httpUrl, serverUrl, ...entry } = (mcpServers ?? servers).openai;
  expect(url ?? httpUrl ?? serverUrl).toBe('https://mcp.example.com/mcp');
  expect(entry).toEqual({ ...more, headers: { Authorization: headers } });
});

test('a key is written in clear only where that is asked for, and is not shown', async () => {
  const clear = await init('--client', 'claude-desktop', '--key', 'clear');
  const text = await written('claude-desktop');
  const file = await init('--client', 'claude-desktop', '--key', 'file:key.txt');

  expect(JSON.parse(text).mcpServers.openai.env).toEqual({ OPENAI_API_KEY: 'sk-the-own-key' });
  expect(clear.stdout + clear.stderr + file.stdout + file.stderr).not.toContain('sk-the-own-key');
  expect(JSON.parse(await written('claude-desktop')).mcpServers.openai.env).toEqual({
    OPENAI_API_KEY_FILE: join(home, 'key.txt'),
  });
});

test.each([
  [['--client', 'claude-desktop', '--http', 'https://a.example/mcp'], 1, 'CLIENT_OPTION_UNSUPPORTED'],
  [['--client', 'zed', '--project'], 1, 'CLIENT_OPTION_UNSUPPORTED'],
  [['--client', 'cursor', '--key', 'prompt'], 1, 'CLIENT_OPTION_UNSUPPORTED'],
  [['--client', 'cursor', '--key', 'sk-typed'], 2, '--key: env, prompt, clear or file:PATH.'],
  [['--client', 'cursor', '--http', 'ftp://a'], 2, 'is no address'],
  [['--client', 'cursor', '--http', 'https://a.example', '--token-env', 'sk-a.b'], 2, 'name the variable'],
  [['--dry-run'], 2, '--client'],
])('init %j ends with %i and says %s', async (args, code, says) => {
  const run = await init(...args);

  expect(run.code).toBe(code);
  expect(run.stderr).toContain(says);
  expect(await readdir(home)).toEqual([]);
});
