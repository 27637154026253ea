import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERY_TOOL, NEEDS_MORE } from '../support/every-tool.js';
import { inspect as inspectAt } from '../support/inspect.js';
import { BIN } from '../support/served-process.js';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'openai-mcp-host-inspector-'));
});

afterAll(() => rm(home, { recursive: true, force: true }));

/** Each call has a server of its own here, which knows no job. */
const CALLS = Object.entries(EVERY_TOOL).filter(([tool]) => !tool.endsWith('-job') && !NEEDS_MORE.has(tool));

/** The default leaves some tools out. */
const ALL = ['-e', 'OPENAI_MCP_CONFIG=full'];

const inspect = (...args: string[]) =>
  inspectAt(home, ...ALL, process.execPath, BIN, 'serve', '--sandbox', ...args);

describe.concurrent.each(['legacy', 'modern'])('the MCP Inspector of the era %s', (era) => {
  test('lists every tool', async () => {
    const { code, result } = await inspect('--protocol-era', era, '--method', 'tools/list');

    expect(code).toBe(0);
    expect(result.tools.map(({ name }: { name: string }) => name)).toEqual(Object.keys(EVERY_TOOL));
  });

  test.each(CALLS)('calls %s with no more than it needs', async (tool, args) => {
    const call = ['--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args)];

    const { code, result } = await inspect('--protocol-era', era, ...call);

    expect({ code, isError: result?.isError }).toEqual({ code: 0, isError: undefined });
    expect(result.structuredContent).toBeTypeOf('object');
    expect(result._meta['openai-mcp-host/usage']).toHaveProperty('costUsd');
  });

  test('finds the page of a tool', async () => {
    const list = ['--method', 'tools/call', '--tool-name', 'usage-report', '--app-info'];

    const { code, printed } = await inspect('--protocol-era', era, ...list);

    expect(code).toBe(0);
    expect(printed.appInfo).toMatchObject({
      ...{ hasApp: true, resourceUri: 'ui://usage/usage-report', prefersBorder: true },
      resourceMimeType: 'text/html;profile=mcp-app',
    });
  });

  test('is told of an error by the exit code for a failed tool', async () => {
    const call = ['--method', 'tools/call', '--tool-name', 'generate-image', '--tool-args-json', '{}'];

    const { code, result } = await inspect('--protocol-era', era, ...call);

    expect(code).toBe(5);
    expect(result._meta['openai-mcp-host/error'].code).toBe('INPUT_INVALID');
  });
});

test('the schemas pass the Inspector’s check of portability', async () => {
  const { code, stderr } = await inspect('--method', 'tools/list', '--strict');

  expect(stderr).not.toMatch(/error|warning/i);
  expect(code).toBe(0);
});
