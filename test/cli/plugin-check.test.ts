import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const root = join(import.meta.dirname, '../..');

const gradesOf = async (paths: readonly string[]): Promise<Record<string, string>> => {
  const { stdout } = await runBin(['plugin', 'check', ...paths, '--json']);
  const { plugins } = JSON.parse(stdout) as { plugins: { checked: string; grade: string }[] };
  return Object.fromEntries(plugins.map(({ checked, grade }) => [checked, grade]));
};

const rulesOf = async (path: string): Promise<string[]> => {
  const { stdout } = await runBin(['plugin', 'check', path, '--json']);
  return JSON.parse(stdout).plugins[0].findings.map(({ rule }: { rule: string }) => rule);
};

describe('plugin check', () => {
  test('gives every bundled plugin an A', async () => {
    const bundled = globSync('plugins/*/', { cwd: root }).map((folder) => join(root, folder));

    const grades = await gradesOf(bundled);

    expect(Object.keys(grades)).toHaveLength(bundled.length);
    expect(new Set(Object.values(grades))).toEqual(new Set(['A']));
  });

  test('ends with 1 and the fault in words where the host would not serve it', async () => {
    const { code, stdout } = await runBin(['plugin', 'check', fixture('old-host.ts')]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^error {4}plugin\/host-range {2}It needs openai-mcp-host \^0\.3/m);
    expect(stdout).toContain('grade F (1 error,');
  });

  test('ends with 0 where there are warnings only, and keeps stdout for the findings', async () => {
    const { code, stdout } = await runBin(['plugin', 'check', fixture('prints.ts'), '--json']);

    const { ok, plugins } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(ok).toBe(true);
    expect(plugins[0]).toMatchObject({ name: 'prints', version: '1.0.0', tools: ['prints-a-line'] });
    expect(plugins[0].findings).toContainEqual({
      rule: 'plugin/import-effects',
      level: 'warning',
      message: 'Importing it prints "printed at import".',
      hint: expect.any(String),
    });
  });

  test('gives a finding the code of the fault that a server would log', async () => {
    const { stdout } = await runBin(['plugin', 'check', fixture('throws-at-import.ts'), '--json']);

    expect(JSON.parse(stdout).plugins[0].findings).toEqual([
      expect.objectContaining({ rule: 'plugin/imports', level: 'error', code: 'PLUGIN_IMPORT_FAILED' }),
    ]);
  });

  test('says all at once, though the host would stop at a schema', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
    const unruly = await readFile(fixture('unruly-rule.ts'), 'utf8');
    await writeFile(join(folder, 'unruly.ts'), unruly.replace("name: 'unruly-rule'", "name: 'unruly'"));

    const { stdout } = await runBin(['plugin', 'check', './unruly.ts', '--json'], { folder });

    const [{ findings }] = JSON.parse(stdout).plugins;
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining(['schema/rules', 'tool/verb-noun', 'plugin/tested']),
    );
  });

  test('takes what is there before a package of that name, and says what is neither', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
    await mkdir(join(folder, 'openai'));
    await writeFile(join(folder, 'openai/plugin.mjs'), 'export default 1;');

    const there = await runBin(['plugin', 'check', 'openai'], { folder });
    const nowhere = await runBin(['plugin', 'check', 'nowhere'], { folder });

    expect(there.stdout).toContain('plugin/defined');
    expect(nowhere.stdout).toContain('plugin/found  There is no plugin at "nowhere".');
    expect(nowhere.code).toBe(1);
  });

  test('leaves the codes of steps alone, which have no place to list them', async () => {
    const guarded = join(root, 'test/testing/fixtures/guarded');
    const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
    const [tool, step] = ['open-door.tool.ts', 'lock-door.step.ts'];
    for (const file of ['plugin.ts', tool, step]) {
      const text = await readFile(join(guarded, file), 'utf8');
      await writeFile(join(folder, file), text.replace("errors: { DOOR_LOCKED: 'Nobody gets in.' },", ''));
    }
    const inStep = await rulesOf(folder);
    const thrown = "throw new ToolError('DOOR_JAMMED', 'It is jammed.', 'Push.');";
    const jammed = (await readFile(join(folder, tool), 'utf8')).replace("return { said: 'Creak.' };", thrown);
    await writeFile(join(folder, tool), jammed.replace('{ Tool }', '{ Tool, ToolError }'));

    const inTool = await rulesOf(folder);

    expect(inStep).not.toContain('errors/documented');
    expect(inTool).toContain('errors/documented');
  });

  test.each([
    ['disk', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;"],
    ['environment', 'export const home = () => process.env.HOME;'],
  ])('gives no advice about the %s to a plugin that declares it', async (capability, line) => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
    const prints = await readFile(fixture('prints.ts'), 'utf8');
    await writeFile(join(folder, 'silent.ts'), `${line}\n${prints}`);
    await writeFile(
      join(folder, 'telling.ts'),
      `${line}\n${prints.replace("host: '^1'", `host: '^1', uses: ['${capability}']`)}`,
    );

    const silent = await rulesOf(join(folder, 'silent.ts'));
    const telling = await rulesOf(join(folder, 'telling.ts'));

    expect(silent).toContain(`source/${capability}`);
    expect(telling).not.toContain(`source/${capability}`);
  });

  test('looks at prompts, resources and their completion one by one', async () => {
    const { stdout } = await runBin(['plugin', 'check', fixture('careless-offers.ts'), '--json']);

    const { findings } = JSON.parse(stdout).plugins[0] as { findings: { rule: string; message: string }[] };
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`).sort()).toEqual([
      'completion/asked: The complete() of the prompt ask-mood is never asked.',
      'completion/asked: The list() of the resource page is never asked: its URI is fixed.',
      'completion/cheap: The complete() of greet-guest asks somebody else, and clients call it at every key that is pressed.',
      'resource/findable: The resource page is a template that neither lists nor completes: nobody learns what is there.',
      'resource/mime-type: The resource page has the mimeType "markdown", which is none.',
      'resource/name: Two of its resources are named page.',
    ]);
  });

  test('finds the test of a plugin beside its folder', async () => {
    const above = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
    const folder = join(above, 'prints');
    await mkdir(folder);
    await writeFile(join(folder, 'plugin.ts'), await readFile(fixture('prints.ts'), 'utf8'));
    const without = await rulesOf(folder);
    await writeFile(join(above, 'prints.test.ts'), '');

    const beside = await rulesOf(folder);

    expect(without).toContain('plugin/tested');
    expect(beside).not.toContain('plugin/tested');
  });

  test('without a plugin it is wrong usage', async () => {
    const { code } = await runBin(['plugin', 'check']);

    expect(code).toBe(2);
  });
});
