import { setTimeout as wait } from 'node:timers/promises';
import { IsString, MaxLength } from 'class-validator';
import {
  type Buildable,
  Describe,
  definePlugin,
  OpenAIClient,
  type PluginDefinition,
  Service,
  Tool,
  type ToolCall,
  type ToolOptions,
} from 'openai-mcp-host/plugin';
import { answers, type ContractOptions, pluginContract, type TestPlugin } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';

class Input {
  @Describe('What is said.')
  @MaxLength(20)
  words = 'Hello.';
}

class LongInput {
  @Describe('What is said.')
  @MaxLength(3)
  words = 'Hello.';
}

class Output {
  @IsString()
  said!: string;
}

type Run = (words: string, call: ToolCall) => unknown;

function tool(run: Run, more: Partial<ToolOptions<Input, Output>> = {}): Buildable {
  @Tool({
    name: 'say-words',
    title: 'Say words',
    description: 'Say some words; returns what was said.',
    input: Input,
    output: Output,
    effect: 'read-only',
    ...more,
  })
  class SayWords {
    run({ words }: Input, call: ToolCall): Promise<Output> {
      return run(words, call) as Promise<Output>;
    }
  }
  return SayWords;
}

const echo: Run = (said) => ({ said });
const plugin = (more: Partial<PluginDefinition> = {}) =>
  definePlugin({ name: 'words', title: 'Words', version: '1.0.0', host: '^1', tools: [tool(echo)], ...more });
const calls = { 'say-words': {} };

/** What each check that fails says, by its name. */
async function failuresOf(subject: TestPlugin, options: ContractOptions = {}, only = '') {
  const failures: Record<string, string> = {};
  const checks = pluginContract(subject, options);
  for (const { name, run } of checks.filter(({ name }) => name.endsWith(only))) {
    await run().catch((error) => {
      failures[name.replace(/^[^:]+: /, '')] = error.message;
    });
  }
  return failures;
}

describe('the contract', () => {
  test('is kept by a plugin without fault', async () => {
    expect(await failuresOf(plugin(), { calls })).toEqual({});
  });

  test('names its checks by the plugin, however that is given', () => {
    const [byDefinition, byFile, byEntry] = [
      plugin(),
      './weather/plugin.ts',
      new URL('file:///a/weather/'),
    ].map((each) => pluginContract(each)[0]!.name);

    expect([byDefinition, byFile, byEntry]).toEqual([
      'words: does no work at import',
      'weather: does no work at import',
      'weather: does no work at import',
    ]);
  });

  test('holds with the steps that lie beside a plugin', async () => {
    const place = new URL('./fixtures/guarded/', import.meta.url);

    const failures = await failuresOf(place, { calls: { 'open-door': {} } });

    expect(failures['answers its example calls']).toMatch(/DOOR_LOCKED: The door is locked\./);
  });

  test('makes no calls that nobody gave', async () => {
    const made: string[] = [];
    const subject = plugin({ tools: [tool((words) => made.push(words))] });

    await failuresOf(subject);

    expect(made).toEqual([]);
  });

  test('answers what a plugin asks of OpenAI, or as the test scripts it', async () => {
    @Tool({
      name: 'ask-model',
      title: 'Ask a model',
      description: 'Ask a model; returns its answer.',
      output: Output,
      effect: 'read-only',
    })
    class AskModel {
      constructor(private readonly openai: OpenAIClient) {}

      async run(): Promise<Output> {
        const { output_text: said } = await this.openai.responses.create({
          model: 'gpt-6-luna',
          input: 'Hi.',
        });
        heard.push(said);
        return { said };
      }
    }
    const heard: string[] = [];
    const subject = plugin({ tools: [AskModel] });

    const usual = await failuresOf(subject, { calls: { 'ask-model': {} } });
    const scripted = await failuresOf(subject, {
      calls: { 'ask-model': {} },
      openai: (openai) => openai.always('/responses', answers.text('Scripted.')),
    });

    expect([usual, scripted]).toEqual([{}, {}]);
    expect(new Set(heard)).toEqual(new Set(['Yes.', 'Scripted.']));
  });
});

describe('a plugin that needs another', () => {
  const needy = plugin({ name: 'needy', needs: ['words'], tools: [tool(echo, { name: 'repeat-words' })] });

  test('keeps the contract beside it', async () => {
    expect(await failuresOf(needy, { calls: { 'repeat-words': {} }, beside: [plugin()] })).toEqual({});
  });

  test('is not served without it', async () => {
    const { 'is served': said } = await failuresOf(needy, {}, 'is served');

    expect(said).toMatch(/^PLUGIN_NEEDS_MISSING: /);
  });
});

describe('the contract is broken by a plugin that', () => {
  test.each<[string, Partial<PluginDefinition>, string, RegExp]>([
    ['the host refuses', { host: '^99' }, 'is served', /PLUGIN_HOST_VERSION: .* Set `host`/],
    ['has no title', { title: '' }, 'is named and described', /^plugin\/title: .* Write `title`/],
    [
      'names a tool by one word',
      { tools: [tool(echo, { name: 'say' })] },
      'is named and described',
      /^tool\/verb-noun: "say" is not verb-noun/,
    ],
    [
      'describes a tool by its title',
      { tools: [tool(echo, { description: 'Say words' })] },
      'is named and described',
      /^tool\/description: /,
    ],
    [
      'lists far too much',
      { tools: [tool(echo, { description: `Say. ${'Words. '.repeat(300)}` })] },
      'has strict and small schemas',
      /^tool\/size: .* Stay below 2000/,
    ],
    [
      'says that it only reads what it deletes',
      { tools: [tool(echo, { name: 'delete-words' })] },
      'says what its tools do to the world',
      /^tool\/effect-verb: /,
    ],
    [
      'declares an error without words',
      { tools: [tool(echo, { errors: { WORDS_MISSING: '' } })] },
      'documents its errors',
      /^errors\/named: /,
    ],
    [
      'has a default that its own rule refuses',
      { tools: [tool(echo, { input: LongInput })] },
      'has defaults that keep its own rules',
      /the default of words is refused: .*\nMend the initialiser/,
    ],
  ])('%s', async (_, more, check, message) => {
    const failures = await failuresOf(plugin(more), {}, check);

    expect(failures[check]).toMatch(message);
  });

  test.each<[string, Run, string, RegExp]>([
    [
      'fails its example',
      () => Promise.reject(new Error('no')),
      'answers its example calls',
      /^The example call of say-words failed: INTERNAL_ERROR: /,
    ],
    [
      'returns something else than it declares',
      () => ({ said: 42 }),
      'answers its example calls',
      /OUTPUT_INVALID: .*\n(?:.|\n)*Return what the output class says/,
    ],
    [
      'prints',
      (said) => {
        process.stdout.write('A word on stdout.\n');
        return { said };
      },
      'prints nothing to stdout',
      /^say-words printed "A word on stdout\."\.\nOver stdio, .* take Logger/,
    ],
    [
      'prints by way of the console',
      (said) => {
        // biome-ignore lint/suspicious/noConsole: it is what the test is about
        console.log('A word to the console.');
        return { said };
      },
      'prints nothing to stdout',
      /^say-words printed "A word to the console\."/,
    ],
    [
      'does not hear that its call was cancelled',
      async (said) => {
        await wait(1000);
        return { said };
      },
      'stops when its call is cancelled',
      /^say-words still ran 250 ms after its call was cancelled\.\nPass call\.signal/,
    ],
    [
      'leaves a timer running',
      (said) => {
        left.push(setTimeout(() => undefined, 60_000));
        return { said };
      },
      'leaves nothing behind',
      /^Left open: a timer\.\nClose in the stop\(\)/,
    ],
  ])('%s', async (_, run, check, message) => {
    const failures = await failuresOf(plugin({ tools: [tool(run)] }), { calls }, check);
    for (const timer of left.splice(0)) clearTimeout(timer);

    expect(failures[check]).toMatch(message);
  });

  test('keeps what belongs to a host in its module', async () => {
    let open = true;
    @Service()
    class Shared {
      stop() {
        open = false;
      }
    }
    @Tool({
      name: 'say-words',
      title: 'Say words',
      description: 'Say some words; returns what was said.',
      output: Output,
      effect: 'read-only',
    })
    class SayWords {
      constructor(readonly shared: Shared) {}

      run(): Output {
        if (!open) throw new Error('closed');
        return { said: 'Open.' };
      }
    }
    const subject = plugin({ services: [Shared], tools: [SayWords] });
    const check = pluginContract(subject, { calls }).find(({ name }) =>
      name.endsWith('two hosts in one process'),
    )!;

    await expect(check.run()).rejects.toThrow(
      /^With two hosts in one process: .*say-words failed(?:.|\n)*Keep state in services/,
    );
  });

  test('has a service that throws when it is stopped', async () => {
    @Service()
    class Stubborn {
      stop() {
        throw new Error('never');
      }
    }
    @Tool({
      name: 'say-words',
      title: 'Say words',
      description: 'Say some words; returns what was said.',
      output: Output,
      effect: 'read-only',
    })
    class SayWords {
      constructor(readonly stubborn: Stubborn) {}

      run(): Output {
        return { said: 'Yes.' };
      }
    }

    const failures = await failuresOf(plugin({ services: [Stubborn], tools: [SayWords] }), { calls });

    expect(failures).toEqual({
      'leaves nothing behind': expect.stringMatching(/^The stop\(\) of Stubborn threw: Error: never\./),
    });
  });

  test('is given an example for a tool that it has not', async () => {
    const failures = await failuresOf(plugin(), { calls: { 'sing-words': {} } });

    expect(failures['answers its example calls']).toMatch(/no tool named "sing-words" here.*say-words/);
  });

  test('works at import', async () => {
    const failures = await failuresOf(new URL('./fixtures/ticks-at-import.ts', import.meta.url));
    clearInterval(Reflect.get(globalThis, 'ticking'));

    expect(failures).toEqual({
      'does no work at import': expect.stringMatching(
        /^The import left open: a timer\.\n.* start\(\) of a service/,
      ),
    });
  });

  test('prints at import', async () => {
    const failures = await failuresOf(new URL('../fixtures/plugins/prints.ts', import.meta.url));

    expect(failures['prints nothing to stdout']).toMatch(/^The import printed /);
  });

  test('is nowhere', async () => {
    const failures = await failuresOf('./no/such/plugin.ts');

    expect(failures['is served']).toMatch(/^PLUGIN_NOT_FOUND: /);
  });
});

test('a rule that is broken on purpose may be excepted', async () => {
  const subject = plugin({ tools: [tool(echo, { name: 'say' })] });

  expect(await failuresOf(subject, { except: ['tool/verb-noun'] })).toEqual({});
});

test('advice fails nothing and is told', async () => {
  class Terse {
    @IsString()
    words!: string;
  }
  const told: string[] = [];
  const subject = plugin({ tools: [tool(echo, { input: Terse as typeof Input })] });

  const failures = await failuresOf(subject, { advise: (advice) => told.push(advice) });

  expect(failures).toEqual({});
  expect(told).toEqual([expect.stringMatching(/^input\/described: .*words/)]);
});

const left: NodeJS.Timeout[] = [];
