import { posix, win32 } from 'node:path';

/** Where a client is looked for. */
export interface Machine {
  platform: NodeJS.Platform;
  home: string;
  env: NodeJS.ProcessEnv;
}

type Place = (machine: Machine) => string;

const pathsOf = ({ platform }: Machine) => (platform === 'win32' ? win32 : posix);

const inHome =
  (...parts: string[]): Place =>
  (machine) =>
    pathsOf(machine).join(machine.home, ...parts);

/** In the folder where the programs of the platform keep their settings. */
const inSettings =
  (...parts: string[]): Place =>
  (machine) => {
    const { platform, home, env } = machine;
    const { join } = pathsOf(machine);
    if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), ...parts);
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', ...parts);
    return join(env.XDG_CONFIG_HOME || join(home, '.config'), ...parts);
  };

const zed: Place = (machine) =>
  machine.platform === 'darwin'
    ? inHome('.config', 'zed', 'settings.json')(machine)
    : inSettings(machine.platform === 'win32' ? 'Zed' : 'zed', 'settings.json')(machine);

/** The config file of each client: of its user, and of a project where it has one. */
export const CLIENT_PLACES = {
  'claude-desktop': { user: inSettings('Claude', 'claude_desktop_config.json'), project: undefined },
  'claude-code': { user: inHome('.claude.json'), project: '.mcp.json' },
  cursor: { user: inHome('.cursor', 'mcp.json'), project: '.cursor/mcp.json' },
  vscode: { user: inSettings('Code', 'User', 'mcp.json'), project: '.vscode/mcp.json' },
  codex: {
    user: (machine: Machine) =>
      machine.env.CODEX_HOME
        ? pathsOf(machine).join(machine.env.CODEX_HOME, 'config.toml')
        : inHome('.codex', 'config.toml')(machine),
    project: '.codex/config.toml',
  },
  gemini: { user: inHome('.gemini', 'settings.json'), project: '.gemini/settings.json' },
  windsurf: { user: inHome('.codeium', 'windsurf', 'mcp_config.json'), project: undefined },
  zed: { user: zed, project: undefined },
} satisfies Record<string, { user: Place; project: string | undefined }>;
