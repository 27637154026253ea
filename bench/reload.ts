/** What edits of a plugin cost a server that watches: `node --expose-gc bench/reload.ts [edits]`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost, loadConfig } from 'openai-mcp-host';

const RELOADS = Number(process.argv[2] ?? 500);
const EVERY = 100;

const plugin = (edition: number) => `
import { IsInt, IsString, Length, Max } from 'class-validator';
import { definePlugin, Describe, Nested, Tool } from 'openai-mcp-host/plugin';
class Place { @Length(1, 80) city!: string; @IsInt() @Max(100) floor = ${edition % 100}; }
class Input { @Describe('Edition ${edition}.') @IsString() name = 'world'; @Nested(() => Place) place = new Place(); }
class Output { @IsString() said!: string; @IsInt() edition = 0; }
@Tool({ name: 'greet', title: 'Greet', description: 'Edition ${edition}', input: Input, output: Output, effect: 'read-only' })
export class Greet { run({ name }: Input): Output { return { said: name, edition: ${edition} }; } }
export default definePlugin({ name: 'greet', title: 'Greet', version: '1.0.0', host: '^1' });
`;

const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-bench-'));
const file = join(folder, 'greet.ts');
await writeFile(file, plugin(0));
let heard: () => void = () => {};
const loaded = await loadConfig({
  env: { OPENAI_MCP_DATA_DIR: join(folder, 'data') },
  cwd: folder,
  document: { plugins: { greet: { from: file } } },
});
const host = await createHost({ loaded, reloaded: () => heard() });

async function reload(edition: number): Promise<void> {
  const done = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await writeFile(file, plugin(edition));
  await done;
  const outcome = await host.call({
    tool: 'greet',
    arguments: { place: { city: 'Oslo' } },
    client: { name: 'bench' },
    signal: new AbortController().signal,
  });
  if (!('result' in outcome) || outcome.result.structuredContent?.edition !== edition)
    throw new Error(`Edition ${edition} was not served.`);
}

const classes = () =>
  (globalThis as unknown as { classValidatorMetadataStorage: { validationMetadatas: Map<unknown, unknown> } })
    .classValidatorMetadataStorage.validationMetadatas.size;
const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

console.log('reloads   heap MiB   RSS MiB   classes in class-validator');
for (let edition = 1; edition <= RELOADS; edition++) {
  await reload(edition);
  if (edition !== 1 && edition % EVERY !== 0) continue;
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  console.log(
    [
      String(edition).padStart(7),
      mib(heapUsed).padStart(10),
      mib(rss).padStart(9),
      String(classes()).padStart(8),
    ].join(' '),
  );
}
await host.stop();
await rm(folder, { recursive: true, force: true });
