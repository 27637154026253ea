import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IsString } from 'class-validator';
import {
  type Buildable,
  type Capability,
  CostTracker,
  Defaults,
  definePlugin,
  Files,
  Logger,
  Models,
  OpenAIClient,
  Provider,
  Shapes,
  TextGeneration,
  Tool,
} from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';
import { runBin } from '../cli/run-bin.js';
import { configFolder } from '../support/served-process.js';

class Out {
  @IsString()
  said!: string;
}

/** A plugin with one tool, whose constructor is given one service. */
function pluginThatAsks(service: unknown, uses?: readonly Capability[]) {
  class Say {
    static inject = [service];
    constructor(readonly given: object) {}
    run(): Out {
      return { said: typeof this.given };
    }
  }
  Tool({ name: 'say', title: 'Say', description: 'Say.', output: Out, effect: 'read-only' })(
    Say as new (
      ...services: never[]
    ) => Say,
  );
  return definePlugin({
    name: 'asker',
    title: 'Asker',
    version: '1.0.0',
    host: '^1',
    tools: [Say as Buildable],
    ...(uses === undefined ? {} : { uses }),
  });
}

const GATED: [contract: { name: string }, capability: Capability][] = [
  [OpenAIClient, 'openai'],
  [Provider, 'openai'],
  [Files, 'files'],
  [CostTracker, 'costs'],
  [Models, 'models'],
  [TextGeneration, 'openai'],
];

test.each(GATED)('%o is injected where the plugin declares it', async (contract, capability) => {
  const { callTool, close } = await testHost({ plugins: [pluginThatAsks(contract, [capability])] });

  const result = await callTool('say');

  expect(result.structuredContent).toEqual({ said: 'object' });
  await close();
});

test.each(GATED)('%o is refused where the plugin declares something else', async (contract, capability) => {
  const plugins = [pluginThatAsks(contract, ['network', 'disk', 'environment', 'processes'])];

  await expect(testHost({ plugins })).rejects.toMatchObject({
    faults: [
      {
        code: 'CAPABILITY_UNDECLARED',
        message: `Say asks for ${contract.name}, which the plugin does not say that it uses.`,
        hint: `Add '${capability}' to \`uses\` in definePlugin.`,
      },
    ],
  });
});

test.each([[Logger], [Defaults], [Shapes]])('%o is injected whatever is declared', async (contract) => {
  const { callTool, close } = await testHost({ plugins: [pluginThatAsks(contract, [])] });

  const result = await callTool('say');

  expect(result.structuredContent).toEqual({ said: 'object' });
  await close();
});

test.each(GATED)('%o is injected into a plugin that declares nothing at all', async (contract) => {
  const { callTool, close } = await testHost({ plugins: [pluginThatAsks(contract)] });

  const result = await callTool('say');

  expect(result.structuredContent).toEqual({ said: 'object' });
  await close();
});

test('a word that is no capability is refused with the one that was meant', async () => {
  const plugins = [pluginThatAsks(Logger, ['opanai' as Capability])];

  await expect(testHost({ plugins })).rejects.toMatchObject({
    faults: [{ code: 'CAPABILITY_UNKNOWN', hint: 'Did you mean openai?' }],
  });
});

test('check tells of every plugin what it uses', async () => {
  const folder = await configFolder({ plugins: { weather: { from: './weather.mjs' } } });
  const env = { OPENAI_API_KEY: 'sk-test' };
  const write = (uses: string) =>
    writeFile(
      join(folder, 'weather.mjs'),
      `import { definePlugin, Files, Tool } from 'openai-mcp-host/plugin';
       import { IsString } from 'class-validator';
       class Out { said; }
       IsString()(Out.prototype, 'said');
       export class Say { static inject = [Files]; run() { return { said: 'hello' }; } }
       Tool({ name: 'say', title: 'Say', description: 'Say.', output: Out, effect: 'read-only' })(Say);
       export default definePlugin({ name: 'weather', title: 'W', version: '2.0.0', host: '^1' ${uses} });`,
    );

  await write('');
  const silent = await runBin(['check'], { env, folder });
  await write(`, uses: ['files', 'network']`);
  const declared = await runBin(['check'], { env, folder });

  expect(silent.stdout).toContain('weather 2.0.0: 1 tool; is given files; declares no uses');
  expect(declared.stdout).toContain('weather 2.0.0: 1 tool; uses files, network');
});
