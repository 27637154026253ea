import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPage } from './code-blocks.js';

export interface DocumentedRule {
  id: string;
  level: string;
  bad: string;
  good: string;
}

const RULE =
  /^### `(.+)`\n\n\*\*(\w+)\*\* · .+\n\nBad:\n\n([\s\S]*?)\n\nGood:\n\n([\s\S]*?)(?=\n##|$(?![\s\S]))/gm;
const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;

const IMPORTS = `import { IsIn, IsInt, IsObject, IsString, Length, Matches } from 'class-validator';
import {
  CallStep, Contract, definePlugin, Describe, Files, Logger, Nested, type NextStep, OpenAIClient, Prompt,
  Resource, Service, type StepContext, Tool, type ToolCall, ToolError, ToolResult, type Variables,
} from 'openai-mcp-host/plugin';`;

/** What an example leaves out, each part by the words that stand for it. */
const REST: [has: RegExp, text: string, order: 'before' | 'after'][] = [
  [
    /^class Input /m,
    "class Input {\n  @Describe('Whom to greet.')\n  @Length(1, 80)\n  name!: string;\n}",
    'before',
  ],
  [/^class Output /m, 'class Output {\n  @IsString()\n  greeting!: string;\n}', 'before'],
  [
    /@Tool\(/,
    `@Tool({
  name: 'greet-person', title: 'Greet somebody', description: 'Greet a person by name; returns the greeting.',
  input: Input, output: Output, effect: 'read-only',
})
export class GreetPerson {
  run({ name }: Input): Output {
    return { greeting: 'Hello, ' + name };
  }
}`,
    'after',
  ],
  [
    /definePlugin\(/,
    "export default definePlugin({ name: 'greet', title: 'Greetings', version: '1.0.0', host: '^1' });",
    'after',
  ],
];

export const documentedRules = (): DocumentedRule[] =>
  [...readPage('plugin-rules.md').matchAll(RULE)].map(([, id = '', level = '', bad = '', good = '']) => ({
    id,
    level,
    bad,
    good,
  }));

/** Writes an example of the page as a plugin of its own, completed by what it leaves out. */
export async function writeExample(example: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-rule-'));
  const blocks = [...example.matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text }));
  const named = blocks.filter(({ text }) => text.startsWith('// '));
  for (const { text } of named) await writeFile(join(folder, text.split('\n')[0]!.slice(3)), text);
  for (const { language, text } of blocks)
    if (language === 'json') await writeFile(join(folder, 'package.json'), text);
  if (named.some(({ text }) => text.includes('definePlugin('))) return folder;
  const snippet =
    blocks.find(({ language, text }) => language === 'ts' && !text.startsWith('// '))?.text ?? '';
  await writeFile(join(folder, 'plugin.ts'), completed(snippet));
  return folder;
}

function completed(snippet: string): string {
  const missing = REST.filter(([has]) => !has.test(snippet));
  const before = missing.filter(([, , order]) => order === 'before');
  // The definition of an example may name its tools, which must stand before it.
  const [definition = ''] = /^export default definePlugin[\s\S]*/m.exec(snippet) ?? [];
  const after = missing.filter(([, , order]) => order === 'after');
  const texts = (parts: typeof REST) => parts.map(([, text]) => text);
  return [IMPORTS, ...texts(before), snippet.replace(definition, ''), ...texts(after), definition].join(
    '\n\n',
  );
}
