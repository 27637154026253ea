import type { ToolList } from './contenders.ts';
import type { Section } from './section.ts';

/** What the tool list costs in the context of every conversation. */
export function measureListSize(list: ToolList): Section {
  const sizes = list.tools.map((tool) => ({ name: tool.name, bytes: bytesOf(tool) }));
  const total = bytesOf(list);
  const row = (figure: string, ours: number) => ({ figure, values: { ours } });
  return {
    name: 'listSize',
    title: 'Size of tools/list, the same for all three',
    columns: ['ours'],
    rows: [
      { ...row('tools', sizes.length), goal: { atMost: 15 } },
      {
        ...row('bytes a tool, average', sizes.reduce((sum, { bytes }) => sum + bytes, 0) / sizes.length),
        goal: { atMost: 700 },
      },
      row('bytes in all', total),
      row('tokens in all, about (bytes / 4)', total / 4),
      ...sizes
        .toSorted((one, other) => other.bytes - one.bytes)
        .map(({ name, bytes }) => row(`bytes of ${name}`, bytes)),
    ],
  };
}

const bytesOf = (value: object) => Buffer.byteLength(JSON.stringify(value));
