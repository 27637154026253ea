import type { PluginDefinition } from 'openai-mcp-host/plugin';
import { type ContractOptions, pluginContract } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { badWords, DeafPrompt, DeafResource, offering } from './offering-plugin.js';

const prompts = { 'begin-speech': { guests: 'friends', wish: 'Be brief.' } };

/** What each check that fails says, by its name. */
async function failuresOf(subject: PluginDefinition, options: ContractOptions = {}) {
  const failures: Record<string, string> = {};
  for (const { name, run } of pluginContract(subject, { prompts, ...options })) {
    await run().catch((error) => {
      failures[name.replace(/^[^:]+: /, '')] = error.message;
    });
  }
  return failures;
}

const GIVES = 'gives its prompts and resources';

describe('the contract of prompts and resources', () => {
  test('is kept by a plugin without fault', async () => {
    expect(await failuresOf(offering(), { resources: ['greet://words/french'] })).toEqual({});
  });

  test('tells which prompts were not tried for want of arguments', async () => {
    const told: string[] = [];

    await failuresOf(offering(), { prompts: {}, advise: (advice) => told.push(advice) });

    expect(told).toContain(
      'The prompt begin-speech was not tried: give its arguments in the option `prompts`.',
    );
  });

  test('is broken by a prompt that fails, with what to do', async () => {
    const failures = await failuresOf(offering(), { prompts: { 'begin-speech': { guests: 'nobody' } } });

    expect(failures[GIVES]).toMatch(
      /^Asked for the prompt begin-speech, it failed: NOBODY_THERE: There is nobody\.\nMend it, or its example/,
    );
  });

  test('is broken by a URI of the test that leads nowhere', async () => {
    const failures = await failuresOf(offering(), { resources: ['greet://words/klingon'] });

    expect(failures[GIVES]).toMatch(
      /^Asked for the resource greet:\/\/words\/klingon, it failed: RESOURCE_UNKNOWN/,
    );
  });

  test('is broken by a list() that throws, which no client is told', async () => {
    const list = () => {
      throw new Error('no list today');
    };

    const failures = await failuresOf(offering({ resources: [badWords({ list })] }));

    expect(failures).toEqual({
      [GIVES]: expect.stringMatching(/^list\(\) of BadWords threw: no list today\n/),
    });
  });

  test('is broken by a list() that names what read() does not find', async () => {
    const list = () => [{ uri: 'greet://bad/klingon', name: 'klingon' }];

    const failures = await failuresOf(offering({ resources: [badWords({ list })] }));

    expect(failures).toEqual({
      [GIVES]: expect.stringMatching(
        /^greet:\/\/bad\/\{language\} lists greet:\/\/bad\/klingon, and reading/,
      ),
    });
  });

  test('is broken by a complete() that gives no texts', async () => {
    const complete = () => 'english' as never;

    const failures = await failuresOf(offering({ resources: [badWords({ complete })] }));

    expect(failures).toEqual({
      [GIVES]: expect.stringMatching(/^Completing language of greet:\/\/bad\/\{language\} failed: /),
    });
  });

  test('is broken by a prompt that prints', async () => {
    class Prints extends DeafPrompt {
      override async run(): Promise<string> {
        process.stdout.write('oh\n');
        return 'Done.';
      }
    }
    const { Prompt } = await import('openai-mcp-host/plugin');
    Prompt({ name: 'print-line', title: 'Print', description: 'A prompt that prints a line.' })(Prints);

    const failures = await failuresOf(offering({ prompts: [Prints] }));

    expect(failures).toEqual({
      'prints nothing to stdout': expect.stringContaining(
        'Asked for the prompt print-line, it printed "oh".',
      ),
    });
  });

  test.each([
    ['prompt', offering({ prompts: [DeafPrompt] }), 'The prompt deaf-prompt'],
    ['resource', offering({ resources: [DeafResource] }), 'The resource greet://deaf'],
  ])('is broken by a %s that runs on when it is cancelled', async (_, subject, named) => {
    const check = pluginContract(subject).find(({ name }) =>
      name.endsWith('stops giving them when cancelled'),
    );

    await expect(check?.run()).rejects.toThrow(`${named} still ran 250 ms after its call was cancelled.`);
  });

  test('holds its rules too', async () => {
    const { Prompt } = await import('openai-mcp-host/plugin');
    class Curt extends DeafPrompt {
      override run = async () => 'Done.';
    }
    Prompt({ name: 'BeCurt', title: 'Be curt', description: 'Be curt' })(Curt);

    const failures = await failuresOf(offering({ prompts: [Curt] }));

    expect(failures['is named and described']).toMatch(/^prompt\/kebab-case: .*\nprompt\/description: /);
  });
});
