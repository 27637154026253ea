import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPacked, type Shown, shell, unpack } from './packed-host.js';
import { runBin } from './run-bin.js';

const emptyFolder = () => mkdtemp(join(tmpdir(), 'openai-mcp-host-new-'));

describe('a stranger with the packed tarball, offline', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await installPacked();
  }, 60_000);

  afterAll(() => rm(dirname(folder), { recursive: true }));

  /** The three commands that `plugin new` prints, run as they are; what they would install is there. */
  async function follow(name: string, flags: string): Promise<Shown[]> {
    const made = await shell(`npx -y openai-mcp-host plugin new ${name} ${flags}`, folder);
    const commands = made.output.split(`Next, in ${name}/:`)[1]!.trim().split('\n');
    const shown: Shown[] = [];
    for (const command of commands) {
      shown.push(await shell(command.replace('npm install && ', ''), join(folder, name)));
    }
    return shown;
  }

  test.each([
    ['weather', ''],
    ['plain-weather', '--js'],
    ['published', '--package'],
    ['plain-published', '--package --js'],
  ])(
    'makes %s with %s, whose tool answers, whose tests pass and which check finds faultless',
    async (name, flags) => {
      const shown = await follow(name, flags);

      const [called, tested, checked] = shown.map(({ output }) => output);
      expect(called).toContain('{"total":2,"lines":["2 × tea"]}');
      expect(tested).toMatch(/pass 2\b/);
      expect(tested).toMatch(/fail 0\b/);
      expect(checked).toContain('1.0.0: grade A (0 errors, 0 warnings, 0 advice)');
      expect(shown.map(({ code }) => code)).toEqual([0, 0, 0]);
    },
  );

  test('makes a package that is served once it is packed and installed', async () => {
    await shell('npx -y openai-mcp-host plugin new parcel --package', folder);
    const installed = join(folder, 'node_modules/mcp-plugin-parcel');
    await unpack(join(folder, 'parcel'), folder, installed);
    await writeFile(join(folder, 'mcp.config.json'), '{"plugins":{"parcel":{"from":"mcp-plugin-parcel"}}}');

    const called = await shell(
      `npx -y openai-mcp-host call count-parcel '{"things":[{"name":"tea"}]}'`,
      folder,
    );

    expect(called.output).toContain('{"total":1,"lines":["1 × tea"]}');
    expect((await readdir(installed)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'count-parcel.tool.ts',
      'package.json',
      'plugin.ts',
    ]);
  });
});

describe('plugin new', () => {
  test('never overwrites', async () => {
    const folder = await emptyFolder();
    await runBin(['plugin', 'new', 'weather'], { folder });
    const file = join(folder, 'weather/plugin.ts');
    await writeFile(file, 'mine');

    const again = await runBin(['plugin', 'new', 'weather', '--package'], { folder });

    expect(again.code).toBe(1);
    expect(again.stderr).toContain('FOLDER_NOT_EMPTY');
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await readdir(join(folder, 'weather'))).not.toContain('package.json');
  });

  test('leaves a file that bears the name alone', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'weather'), 'mine');

    const { code, stderr } = await runBin(['plugin', 'new', 'weather'], { folder });

    expect(code).toBe(1);
    expect(stderr).toContain('FOLDER_NOT_EMPTY');
    expect(await readFile(join(folder, 'weather'), 'utf8')).toBe('mine');
  });

  test.each(['Weather', 'weather_report', '../weather', 'w'.repeat(59)])(
    'refuses %s as a name',
    async (name) => {
      const folder = await emptyFolder();

      const { code, stderr } = await runBin(['plugin', 'new', name], { folder });

      expect(code).toBe(2);
      expect(stderr).toContain('kebab-case');
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test('--json says what was made and what comes next', async () => {
    const folder = await emptyFolder();

    const { stdout } = await runBin(['plugin', 'new', 'weather', '--json'], { folder });

    const made = JSON.parse(stdout);
    expect(made.files.sort()).toEqual((await readdir(join(folder, 'weather'))).sort());
    expect(made.next).toHaveLength(3);
  });
});
