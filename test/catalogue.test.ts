import { readFileSync } from 'node:fs';
import { testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { readBundledCatalogue } from '../src/host/bundled-catalogue.js';

const plugins = await readBundledCatalogue();
const tools = plugins.flatMap((plugin) => plugin.tools);

/** The published face of every bundled tool: a change of a name or a schema shows here, on purpose or not at all. */
describe('the catalogue of bundled tools', () => {
  test('names them', () => {
    expect(tools.map((tool) => tool.name).sort()).toMatchInlineSnapshot(`
      [
        "add-to-vector-store",
        "analyze-document",
        "analyze-image",
        "ask-assistant",
        "cancel-fine-tuning-job",
        "cancel-job",
        "chat-completion",
        "compare-images",
        "compare-models",
        "create-assistant",
        "create-embedding",
        "create-fine-tuning-job",
        "create-image-variation",
        "create-vector-store",
        "deep-research",
        "delete-assistant",
        "delete-collection",
        "delete-file",
        "delete-thread",
        "delete-vector-store",
        "download-file",
        "edit-image",
        "estimate-cost",
        "extract-data",
        "function-call",
        "generate-image",
        "get-file",
        "get-fine-tuning-job",
        "get-job",
        "import-assistants",
        "index-documents",
        "list-assistants",
        "list-collections",
        "list-files",
        "list-fine-tuning-checkpoints",
        "list-fine-tuning-events",
        "list-fine-tuning-jobs",
        "list-jobs",
        "list-messages",
        "list-models",
        "list-vector-stores",
        "moderate-content",
        "pause-fine-tuning-job",
        "reconcile-costs",
        "resume-fine-tuning-job",
        "search-vector-store",
        "semantic-search",
        "similar-to",
        "speak",
        "transcribe-audio",
        "translate-audio",
        "update-assistant",
        "upload-file",
        "usage-report",
        "validate-training-data",
        "web-search",
      ]
    `);
  });

  test('says of every list that is taken what its items are, as VS Code and OpenAI want it', () => {
    const bare: unknown[] = [];
    for (const { name, inputSchema } of tools)
      JSON.stringify(inputSchema, (_key, value) => {
        const isList = typeof value === 'object' && [value?.type].flat().includes('array');
        if (isList && !('items' in value)) bare.push([name, value]);
        return value;
      });

    expect(bare).toEqual([]);
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))('publishes %s as it is', async (name, tool) => {
    const { file: _, ...face } = tool;

    await expect(`${JSON.stringify(face, null, 2)}\n`).toMatchFileSnapshot(`catalogue/${name}.json`);
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))('names %s as verb-noun', (name) => {
    expect(name).toMatch(/^(speak|[a-z]+(-[a-z]+)+)$/);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  test('stays small in the core profile: at most 15 tools of 700 bytes on average', async () => {
    const host = await testHost({ config: JSON.parse(readFileSync('config/profiles/core.json', 'utf8')) });
    const { tools: core } = await host.client.listTools();
    await host.close();

    const bytes = core.map((tool) => Buffer.byteLength(JSON.stringify(tool)));
    expect(core.length).toBeGreaterThan(10);
    expect(core.length).toBeLessThanOrEqual(15);
    expect(bytes.reduce((sum, each) => sum + each, 0) / core.length).toBeLessThanOrEqual(700);
  });
});
