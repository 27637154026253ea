import { describe, expect, test } from 'vitest';
import { runBin } from './run-bin.js';

describe('the command line', () => {
  test.each(['serve', 'tools', 'call', 'check', 'try', 'init'])(
    '%s --help shows an example',
    async (command) => {
      const { code, stdout, stderr } = await runBin([command, '--help']);

      expect(code).toBe(0);
      expect(stdout).toContain(`$ openai-mcp-host ${command}`);
      expect(stdout).toContain('--config <file>');
      expect(stderr).toBe('');
    },
  );

  test.each(['new', 'check', 'list'])('plugin %s --help shows an example', async (command) => {
    const { code, stdout } = await runBin(['plugin', command, '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain(`$ openai-mcp-host plugin ${command}`);
    expect(stdout).toContain('--json');
  });

  test('--version prints the version alone', async () => {
    const { code, stdout } = await runBin(['--version']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    ['an unknown command', ['tols'], 'Did you mean tools?'],
    ['an unknown option', ['tools', '--jsn'], 'Did you mean --json?'],
    ['a missing argument', ['call'], "missing required argument 'tool'"],
    ['a transport that there is not', ['serve', '--transport', 'pigeon'], 'Allowed choices are stdio, http'],
    ['plugin without a command', ['plugin'], 'plugin [options] [command]'],
    ['an unknown command of plugin', ['plugin', 'chek'], 'Did you mean check?'],
    ['an unknown client', ['init', '--client', 'emacs'], 'claude-desktop, claude-code'],
    ['arguments that are no JSON', ['call', 'list-models', '{'], 'no JSON'],
    ['arguments that are no object', ['call', 'list-models', '[]'], 'no JSON object'],
    ['a single argument without a value', ['call', 'list-models', '--arg', 'kind'], 'has no value'],
  ])('%s is wrong usage and ends with 2', async (_, args, words) => {
    const { code, stdout, stderr } = await runBin(args);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });

  test('with --json wrong usage is an object on stdout', async () => {
    const { code, stdout } = await runBin(['check', '--json', '--offline']);

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      faults: [{ code: 'USAGE', message: expect.stringContaining("unknown option '--offline'") }],
    });
  });

  test('colours nothing in a pipe', async () => {
    const { stdout, stderr } = await runBin(['check']);

    expect(stdout + stderr).not.toContain('\u001B');
  });
});
