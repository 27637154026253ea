import { describe, expect, test } from 'vitest';
import { fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const config = {
  plugins: {
    images: false,
    weather: { from: fixture('weather') },
    prints: { from: fixture('prints.ts'), enabled: false },
    'old-host': { from: fixture('old-host.ts') },
    texd: true,
  },
};

interface Row {
  name: string;
  state: string;
  from: string;
  version?: string;
  tools: string[];
  faults: { code: string }[];
}

describe('plugin list', () => {
  test('says of every plugin whether it is on, off or failed, and why', async () => {
    const { code, stdout } = await runBin(['plugin', 'list', '--json'], { config });

    const rows = JSON.parse(stdout).plugins as Row[];
    const row = (name: string) => rows.find((each) => each.name === name);
    expect(code).toBe(0);
    expect(row('text')).toMatchObject({ state: 'on', from: 'bundled', version: '1.0.0' });
    expect(row('images')).toMatchObject({
      state: 'off',
      from: 'bundled',
      tools: expect.arrayContaining(['generate-image']),
    });
    expect(row('weather')).toMatchObject({ state: 'on', from: fixture('weather'), tools: ['weather-today'] });
    expect(row('usage')).toMatchObject({ resources: expect.arrayContaining(['openai-mcp-host://usage']) });
    expect(row('prints')).toMatchObject({ state: 'off', tools: [] });
    expect(row('old-host')).toMatchObject({ state: 'failed', faults: [{ code: 'PLUGIN_HOST_VERSION' }] });
    expect(row('texd')).toMatchObject({ state: 'failed', faults: [{ code: 'PLUGIN_UNKNOWN' }] });
  });

  test('names the plugins that a glob finds, and not the glob', async () => {
    const { stdout } = await runBin(['plugin', 'list', '--json'], {
      config: { plugins: { mine: { from: fixture('{weather,prints.ts}') } } },
    });

    const rows = JSON.parse(stdout).plugins as Row[];
    const found = rows.filter(({ from }) => from !== 'bundled').map(({ name, state }) => `${name} ${state}`);
    expect(found.sort()).toEqual(['prints on', 'weather on']);
  });

  test('is a table for people, with the faults beside it', async () => {
    const { stdout, stderr } = await runBin(['plugin', 'list'], { config });

    expect(stdout).toMatch(/^PLUGIN +STATE +VERSION +FROM +OFFERS$/m);
    expect(stdout).toMatch(/^weather +on +1\.0\.0 +\S+weather +weather-today$/m);
    expect(stdout).toMatch(/^jobs +on +1\.0\.0 +bundled +cancel-job, get-job, list-jobs$/m);
    expect(stdout).toMatch(/^text +on +1\.0\.0 +bundled +chat-completion, .*function-call, 2 prompts$/m);
    expect(stdout).toMatch(/^old-host +failed/m);
    expect(stderr).toContain('PLUGIN_HOST_VERSION');
  });
});
