import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Upstream } from './upstream.ts';
import { folderOf, VARIANTS, type Variant } from './variants.ts';

// Serves each variant over stdio, lists and calls its tool, and prints what it does with input and upstreams that are
// not as they should be.

const GOOD = { text: 'Take two.', reader: { role: 'a nurse', age: 40 } };
const FAULTY = { reader: { role: 'a nurse', age: 400 }, focus: 'spelling' };
const MISTYPED = { ...GOOD, fokus: 'tone' };

async function probe(variant: Variant, upstream: Upstream, baseUrl: string): Promise<object> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: variant.serve,
    cwd: folderOf(variant),
    stderr: 'ignore',
    env: {
      PATH: process.env.PATH ?? '',
      OPENAI_API_KEY: 'sk-bench',
      OPENAI_BASE_URL: baseUrl,
      OPENAI_MCP_DATA_DIR: mkdtempSync(join(tmpdir(), 'authoring-')),
    },
  });
  const client = new Client({ name: 'probe', version: '1.0.0' });
  await client.connect(transport);
  const call = async (input: Record<string, unknown>, signal?: AbortSignal) => {
    const asked = client.callTool({ name: 'review-text', arguments: input }, { signal, timeout: 20_000 });
    return asked.then(
      (result) => told(result as CallToolResult),
      (error: Error) => ({ thrown: error.message }),
    );
  };
  try {
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'review-text');
    upstream.be('answers');
    const good = await call(GOOD);
    const instructions = upstream.requests[0]?.instructions;
    upstream.be('answers');
    const faulty = { ...(await call(FAULTY)), requests: upstream.requests.length };
    upstream.be('answers');
    const mistyped = { ...(await call(MISTYPED)), requests: upstream.requests.length };
    upstream.be('limits-once');
    const limitedOnce = { ...(await call(GOOD)), requests: upstream.requests.length };
    upstream.be('refuses');
    const refused = { ...(await call(GOOD)), requests: upstream.requests.length };
    upstream.be('hangs');
    const cancelled = await cancel(upstream, (signal) => call(GOOD, signal));
    return {
      inputSchema: tool?.inputSchema,
      outputSchema: tool?.outputSchema !== undefined,
      good,
      instructions,
      faulty,
      mistyped,
      limitedOnce,
      refused,
      cancelled,
    };
  } finally {
    await client.close();
  }
}

function told({ content, structuredContent, isError, _meta }: CallToolResult): object {
  const text = content.map((block) => (block.type === 'text' ? block.text : block.type)).join(' | ');
  return { text, structuredContent, isError, _meta };
}

async function cancel(upstream: Upstream, call: (signal: AbortSignal) => Promise<object>): Promise<object> {
  const controller = new AbortController();
  const answered = call(controller.signal);
  while (upstream.requests.length === 0) await setTimeout(10);
  controller.abort();
  await answered;
  await setTimeout(1000);
  return { requestLeftWithinASecond: upstream.left === 1 };
}

const upstream = new Upstream();
const baseUrl = await upstream.start();
const wanted = process.argv.slice(2);
for (const variant of VARIANTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(variant.name, JSON.stringify(await probe(variant, upstream, baseUrl), null, 2));
}
upstream.stop();
