import { IsInt, IsString, Max } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';

class Settings {
  @IsString()
  greeting = 'Hello';

  @IsInt()
  @Max(3)
  times = 1;
}

class Out {
  @IsString()
  said!: string;
}

@Tool({ name: 'say-greeting', title: 'Greet', description: 'Greet.', output: Out, effect: 'read-only' })
class SayGreeting {
  constructor(private readonly settings: Settings) {}

  run(): Out {
    return { said: this.settings.greeting.repeat(this.settings.times) };
  }
}

const plugin = definePlugin({
  name: 'greeting',
  title: 'Greeting',
  version: '1.0.0',
  host: '^1',
  settings: Settings,
  tools: [SayGreeting],
});
const withSettings = (settings: object) =>
  testHost({ plugins: [plugin], config: { plugins: { greeting: { settings } } } });

test('settings of the config are injected, with the defaults of their class', async () => {
  const { callTool, close } = await withSettings({ times: 2 });

  expect(await callTool('say-greeting')).toMatchObject({ structuredContent: { said: 'HelloHello' } });
  await close();
});

test('settings that do not fit keep the plugin from being served and name every fault', async () => {
  const { client, host, close } = await withSettings({ times: 9, greting: 'Hi' });

  expect((await client.listTools()).tools).toEqual([]);
  expect(host.faults).toMatchObject([{ code: 'SETTINGS_INVALID', where: 'plugins.greeting.settings' }]);
  expect(host.faults[0]?.message).toMatch(/unknown property "greting".*times must be at most 3/);
  await close();
});
