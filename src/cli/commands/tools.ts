import type { Host } from '../../host/host.js';
import { listTools } from '../../transports/list-tools.js';
import { offerCounts } from '../offer-counts.js';
import { openHost } from '../open-host.js';
import { paint } from '../paint.js';
import { print, printJson } from '../print.js';
import { remarkFault } from '../report-failure.js';
import { table } from '../table.js';

export interface ToolsFlags {
  config?: string;
  json?: boolean;
}

interface Weight {
  bytes: number;
  /** A guess: models count differently, and none counts in bytes. */
  aboutTokens: number;
}

interface Row extends Weight {
  name: string;
  plugin: string;
  effect: string;
  title: string;
}

/** Shows what would be served, and what each tool costs a model to know of. */
export async function tools(flags: ToolsFlags): Promise<number> {
  const { host, close } = await openHost({ ...flags, quiet: true });
  try {
    const rows = rowsOf(host);
    const total = { tools: rows.length, ...weigh({ tools: listTools(host.tools) }) };
    if (flags.json) {
      printJson({ tools: rows, total, ...othersOf(host), faults: host.faults });
    } else {
      show(rows, total);
      showOthers(host);
      host.faults.forEach(remarkFault);
    }
    return 0;
  } finally {
    await close();
  }
}

function rowsOf(host: Host): Row[] {
  const listed = listTools(host.tools);
  return host.tools.map(({ name, plugin, effect, title }, index) => ({
    name,
    plugin,
    effect,
    title,
    ...weigh(listed[index]),
  }));
}

/** What is served beside tools. */
const othersOf = ({ prompts, resources }: Host) => ({
  prompts: prompts.listed.map(({ name, plugin, title }) => ({ name, plugin, title })),
  resources: resources.listed.map(({ uri, plugin, title }) => ({ uri, plugin, title })),
});

function showOthers(host: Host): void {
  const { prompts, resources } = othersOf(host);
  if (prompts.length + resources.length === 0) return;
  print(`Beside them: ${offerCounts({ prompts, resources })}; --json names them.`);
}

function weigh(value: unknown): Weight {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return { bytes, aboutTokens: Math.round(bytes / 4) };
}

function show(rows: readonly Row[], total: Weight & { tools: number }): void {
  const [heading, ...lines] = table(
    [
      ['TOOL', 'PLUGIN', 'EFFECT', 'BYTES', '~TOKENS', 'TITLE'],
      ...rows.map(({ name, plugin, effect, bytes, aboutTokens, title }) => [
        name,
        plugin,
        effect,
        String(bytes),
        String(aboutTokens),
        title,
      ]),
    ],
    [3, 4],
  );
  print([paint('bold', heading!), ...lines].join('\n'));
  print(
    `\n${total.tools === 1 ? '1 tool' : `${total.tools} tools`}, ${total.bytes} bytes in a listing: about ${total.aboutTokens} tokens of a model's context.`,
  );
}
