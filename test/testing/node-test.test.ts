import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

const PLUGIN = `
import { IsString, Length } from 'class-validator';
import { definePlugin, Describe, OpenAIClient, Tool } from 'openai-mcp-host/plugin';

class Input {
  text;
}
Length(1, 200)(Input.prototype, 'text');
Describe('What to put differently.')(Input.prototype, 'text');

class Output {
  text;
}
IsString()(Output.prototype, 'text');

export class RewordText {
  static inject = [OpenAIClient];

  constructor(openai) {
    this.openai = openai;
  }

  async run({ text }) {
    const { output_text } = await this.openai.responses.create({ model: 'gpt-6-luna', input: text });
    return { text: output_text };
  }
}
Tool({
  name: 'reword-text',
  title: 'Reword a text',
  description: 'Put a text differently; returns the new text.',
  input: Input,
  output: Output,
  effect: 'read-only',
})(RewordText);

export default definePlugin({ name: 'reword', title: 'Rewording', version: '1.0.0', host: '^1' });
`;

const TESTS = `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, pluginContract, testHost } from 'openai-mcp-host/testing';

test('rewords', async () => {
  const host = await testHost({ plugins: ['./reword.js'] });
  host.openai.reply('/responses', answers.text('Good day.'));

  const { structured } = await host.callTool('reword-text', { text: 'Hi.' });

  assert.deepEqual(structured, { text: 'Good day.' });
  await host.close();
});

test('has a reply for every request', async () => {
  const host = await testHost({ plugins: ['./reword.js'] });
  await assert.rejects(host.callTool('reword-text', { text: 'Hi.' }), /POST \\/responses has no scripted reply/);
  await host.close();
});

const calls = { 'reword-text': { text: 'Hi.' } };
for (const check of pluginContract('./reword.js', { calls })) test(check.name, check.run);
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-node-test-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules/openai-mcp-host'), 'junction');
  await symlink(
    join(root, 'node_modules/class-validator'),
    join(folder, 'node_modules/class-validator'),
    'junction',
  );
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'reword.js'), PLUGIN);
  await writeFile(join(folder, 'reword.test.js'), TESTS);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const nodeTest = async () => {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const args = ['--test', '--test-reporter=tap', 'reword.test.js'];
  const { stdout }: { stdout: string } = await run(process.execPath, args, { cwd: folder, env }).catch(
    (failure) => failure,
  );
  return stdout;
};

test('the built kit tests a plugin under node:test, with no other package', async () => {
  const stdout = await nodeTest();

  expect(stdout).toMatch(/^# fail 0$/m);
  expect(stdout).toMatch(/^# pass 18$/m);
});

test('a plugin that prints breaks its contract under node:test, and the report stays whole', async () => {
  await writeFile(
    join(folder, 'reword.js'),
    PLUGIN.replace('async run({ text }) {', "async run({ text }) { console.log('hm');"),
  );

  const stdout = await nodeTest();

  expect(stdout).toMatch(/^not ok \d+ - reword: prints nothing to stdout$/m);
  expect(stdout).toMatch(/^# fail 1$/m);
});
