import { testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';

const toolsWith = async (config: Record<string, unknown>) => {
  const test = await testHost({ config });
  const { tools } = await test.client.listTools();
  await test.close();
  return tools.map((tool) => tool.name);
};
const PLUGINS = { plugins: { text: true, images: true } };

describe('which tools are served', () => {
  test('all of the plugins that are on, by name', async () => {
    expect(await toolsWith(PLUGINS)).toEqual([
      'chat-completion',
      'compare-models',
      'create-image-variation',
      'edit-image',
      'function-call',
      'generate-image',
    ]);
  });

  test('none of a plugin that is off', async () => {
    expect(await toolsWith({ plugins: { text: true, images: { enabled: false } } })).not.toContain(
      'generate-image',
    );
  });

  test('only those that `only` matches', async () => {
    expect(await toolsWith({ ...PLUGINS, tools: { only: ['*-image', 'function-call'] } })).toEqual([
      'edit-image',
      'function-call',
      'generate-image',
    ]);
  });

  test('none that `except` matches, whatever else says', async () => {
    const tools = { only: ['chat-completion', 'function-call'], except: ['chat-*'] };

    expect(await toolsWith({ ...PLUGINS, tools })).toEqual(['function-call']);
  });

  test('only those with an allowed effect', async () => {
    expect(await toolsWith({ ...PLUGINS, tools: { effects: ['read-only'] } })).not.toContain(
      'generate-image',
    );
  });

  test("only those that the plugin's own entry leaves on", async () => {
    const text = { tools: { except: ['function-call', 'compare-*'] } };

    expect(await toolsWith({ plugins: { text } })).toEqual(['chat-completion']);
  });

  test('a mistyped name stops the start and suggests the nearest', async () => {
    const start = testHost({ config: { ...PLUGINS, tools: { except: ['generate-imgae'] } } });

    await expect(start).rejects.toMatchObject({
      faults: [{ code: 'TOOL_NAME_UNKNOWN', where: 'tools', hint: 'Did you mean generate-image?' }],
    });
  });

  test('a tool that is off is refused', async () => {
    const test = await testHost({ config: { plugins: { text: true } } });

    const call = test.callTool('generate-image', { prompt: 'a cat' });

    await expect(call).rejects.toThrow('There is no tool named "generate-image" here.');
    await test.close();
  });
});
