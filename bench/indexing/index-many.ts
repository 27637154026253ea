/** Peak memory of a server that indexes many files: `node bench/indexing/index-many.ts [files] [megabytes of the large ones]`; needs a build. OpenAI's stand-in is a process of its own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startStandIn } from '../api-description/stand-in-process.ts';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const KINDS = ['md', 'txt', 'ts', 'html', 'pdf'] as const;
const FOUR_HOURS = 4 * 3600 * 1000;

const [count = 10_000, megabytes = 0] = process.argv.slice(2).map(Number);
const words = 'light harbour keeper storm oil lamp boat glass stair night fog horn tide rock gull'.split(' ');
const sentence = (seed: number) =>
  `${Array.from({ length: 12 }, (_, at) => words[(seed * 7 + at * at * 3) % words.length]).join(' ')} ${seed}.`;
const text = (seed: number, sentences: number) =>
  Array.from({ length: sentences }, (_, at) => sentence(seed * 1000 + at)).join(' ');

async function pdf(seed: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let at = 0; at < 2; at += 1)
    document.addPage().drawText(
      text(seed + at, 6)
        .match(/.{1,80}(\s|$)/g)!
        .join('\n'),
      { x: 40, y: 700, size: 10, font },
    );
  return document.save();
}

async function content(kind: (typeof KINDS)[number], seed: number): Promise<string | Uint8Array> {
  const [one, two] = [text(seed, 6), text(seed + 500, 6)];
  if (kind === 'md') return `# Note ${seed}\n\n${one}\n\n## More\n\n- ${two}\n`;
  if (kind === 'html')
    return `<!doctype html><title>${seed}</title><h1>${seed}</h1><p>${one}</p><nav>x</nav><p>${two}</p>`;
  if (kind === 'ts')
    return `export function f${seed}() {\n  return '${one}';\n}\n\nconst other = '${two}';\n`;
  return kind === 'pdf' ? pdf(seed) : `${one}\n\n${two}\n`;
}

const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-bench-'));
const docs = join(folder, 'docs');
for (let at = 0; at < count; at += 1) {
  const kind = KINDS[at % KINDS.length]!;
  const place = join(docs, String(at % 100));
  await mkdir(place, { recursive: true });
  await writeFile(join(place, `${at}.${kind}`), await content(kind, at));
}
if (megabytes > 0) {
  const large = text(9_000_000, Math.round((megabytes * 2 ** 20) / 85));
  await writeFile(join(docs, 'large.txt'), large);
  await writeFile(join(docs, 'large.md'), `# Large\n\n${large.replaceAll(/(.{900}\.) /g, '$1\n\n')}\n`);
}
const standIn = await startStandIn(BIN, join(folder, 'stand-in'));
const config = { files: { roots: [docs] }, server: { callTimeoutSeconds: 7200, handOverSeconds: 7200 } };
await writeFile(join(folder, 'mcp.config.json'), JSON.stringify(config));
const transport = new StdioClientTransport({
  command: process.execPath,
  args: [fileURLToPath(new URL('./serve-process.ts', import.meta.url)), standIn.baseUrl],
  cwd: folder,
  env: {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_MCP_DATA_DIR: join(folder, 'data'),
  },
  stderr: 'inherit',
});
const client = new Client({ name: 'bench', version: '1.0.0' });
await client.connect(transport);
const peak = async () => {
  const status = await readFile(`/proc/${transport.pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
};
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`${count} files: ${await peak()} MiB before`);
for (const round of ['first', 'again']) {
  const begun = Date.now();
  const asked = { name: 'index-documents', arguments: { collection: 'bench', documents: [docs] } };
  const { structuredContent, content: said } = await client.callTool(asked, { timeout: FOUR_HOURS });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  say(`${round}: ${JSON.stringify(structuredContent ?? said)}, ${seconds} s, peak ${await peak()} MiB`);
}
await client.close();
standIn.stop();
await rm(folder, { recursive: true, force: true });
