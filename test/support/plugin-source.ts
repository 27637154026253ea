import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Writes files into a folder: text as it is, anything else as JSON. */
export async function writeFiles(folder: string, files: Record<string, unknown>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** A plugin of one TypeScript file with a tool `say-<name>` that says `hello`. */
export const sayPlugin = (
  name: string,
  { head = '', body = `return { said: 'hello' };`, options = '' } = {},
) =>
  `import { IsString } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
${head}
class Out {
  @IsString()
  said!: string;
}

@Tool({ name: 'say-${name}', title: 'Say', description: 'Say something.', output: Out, effect: 'read-only' })
export class Say {
  run(): Out {
    ${body}
  }
}

export default definePlugin({ name: '${name}', title: 'Say', version: '1.0.0', host: '^1', ${options} });
`;

/** Copies an installed package, with what it needs, as a second installation would have it. */
export async function copyPackages(names: readonly string[], modules: string): Promise<void> {
  for (const name of names) {
    await cp(join(root, 'node_modules', name), join(modules, name), { recursive: true, dereference: true });
  }
}

/** Copies this package as built, with its dependencies as links. */
export async function copyHost(modules: string): Promise<string> {
  const target = join(modules, 'openai-mcp-host');
  for (const part of ['dist', 'config', 'package.json']) {
    await cp(join(root, part), join(target, part), { recursive: true });
  }
  return target;
}
