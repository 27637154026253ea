import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ToolList } from './contenders.ts';
import type { Section } from './section.ts';

/** What the tool list costs in the context of every conversation. */
export function measureListSize(list: ToolList): Section {
  const sizes = list.tools.map((tool) => ({ name: tool.name, bytes: bytesOf(tool) }));
  const served = servedByCore();
  const core = sizes.filter(({ name }) => served.has(name));
  const total = bytesOf(list);
  const row = (figure: string, ours: number) => ({ figure, values: { ours } });
  return {
    name: 'listSize',
    title: 'Size of tools/list, the same for all three',
    columns: ['ours'],
    rows: [
      { ...row('tools of the profile core', core.length), goal: { atMost: 15 } },
      { ...row('bytes a tool of core, average', averageOf(core)), goal: { atMost: 700 } },
      row('tools', sizes.length),
      { ...row('bytes a tool, average', averageOf(sizes)), goal: { atMost: 700 } },
      row('bytes in all', total),
      row('tokens in all, about (bytes / 4)', total / 4),
      ...sizes
        .toSorted((one, other) => other.bytes - one.bytes)
        .map(({ name, bytes }) => row(`bytes of ${name}`, bytes)),
    ],
  };
}

const BIN = join(import.meta.dirname, '../dist/bin.js');

/** The tools that a server of the profile core has. */
function servedByCore(): ReadonlySet<string> {
  const env = { ...process.env, OPENAI_MCP_CONFIG: 'core' };
  const listed = execFileSync(process.execPath, [BIN, 'tools', '--json'], { env, encoding: 'utf8' });
  const { tools } = JSON.parse(listed) as { tools: { name: string }[] };
  return new Set(tools.map(({ name }) => name));
}

const averageOf = (sizes: readonly { bytes: number }[]) =>
  sizes.reduce((sum, { bytes }) => sum + bytes, 0) / sizes.length;

const bytesOf = (value: object) => Buffer.byteLength(JSON.stringify(value));
