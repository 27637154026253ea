import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { samplePdf } from '../plugins/vision/sample-pdfs.js';
import { fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const question = { messages: [{ role: 'user', content: 'How deep is the sea?' }] };

describe('call', () => {
  test('prints the answer on stdout and what it cost on stderr', async () => {
    const { code, stdout, stderr } = await runBin([
      'call',
      'chat-completion',
      JSON.stringify(question),
      '--sandbox',
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain('How deep is the sea?');
    expect(stdout).not.toContain('$0.');
    expect(stderr).toMatch(/\d+ tokens in, \d+ out · \$0\.\d+/);
    expect(stderr).toContain('embedded stand-in');
  });

  test('reads the arguments from stdin, and single ones over them', async () => {
    const args = ['call', 'chat-completion', '-', '--arg', 'max_tokens=400', '--arg', 'model=gpt-6.2-sol'];

    const { code, stdout } = await runBin([...args, '--sandbox', '--json'], {
      input: JSON.stringify(question),
    });

    const { _meta } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(_meta['openai-mcp-host/usage']).toMatchObject({ requestedModel: 'gpt-6.2-sol' });
  });

  test('--sandbox goes the ways that a call of OpenAI goes, not those of other providers', async () => {
    const answered = await runBin([
      ...['call', 'chat-completion', JSON.stringify({ ...question, prompt_cache_key: 'sea' }), '--sandbox'],
    ]);
    const refused = await runBin([
      ...['call', 'generate-image', '--arg', 'prompt=a cat', '--arg', 'size=17x9000', '--sandbox'],
    ]);

    expect(answered.stderr).not.toContain('dropped');
    expect(refused.stderr).toContain('SIZE_INVALID');
  });

  test('says where a produced file lies', async () => {
    const { stderr } = await runBin(['call', 'generate-image', '--arg', 'prompt=a cat', '--sandbox']);

    const [, path = ''] = /^File: (.+)$/m.exec(stderr) ?? [];
    expect(path).toMatch(/\.png$/);
    expect(existsSync(path)).toBe(true);
  });

  test('reads a PDF within half a dollar, and refuses one that may cost more', async () => {
    const config = { budget: { perCall: 0.5 } };
    const [short, long] = await Promise.all([3, 600].map((pages) => samplePdf(pages)));
    const read = (pdf: Buffer) =>
      runBin(['call', 'analyze-document', '-', '--arg', 'prompt=What is it?', '--sandbox'], {
        config,
        input: JSON.stringify({ file_url: `data:application/pdf;base64,${pdf.toString('base64')}` }),
      });

    const [answered, refused] = [await read(short!), await read(long!)];

    expect(answered.code).toBe(0);
    expect(answered.stdout).toContain('(3 pages)');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('BUDGET_EXCEEDED');
  });

  test('--json prints the result and nothing else, whatever the plugin prints', async () => {
    const config = { plugins: { prints: { from: fixture('prints.ts') } } };

    const { stdout, stderr } = await runBin(['call', 'prints-a-line', '--json'], { config });

    expect(JSON.parse(stdout)).toMatchObject({ structuredContent: { said: 'printed' } });
    expect(stderr).toContain('printed in a call');
  });

  test.each([
    ['arguments that do not fit', ['call', 'list-models', '--arg', 'colour=red'], 'colour'],
    ['an unknown tool', ['call', 'list-model'], 'Did you mean list-models?'],
    ['a missing key', ['call', 'chat-completion', JSON.stringify(question)], 'OPENAI_API_KEY'],
  ])('%s ends with 1, in words on stderr', async (_, args, words) => {
    const { code, stdout, stderr } = await runBin(args);

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });

  test('--dry-run says what it would cost at most, without a key', async () => {
    const args = ['call', 'chat-completion', JSON.stringify({ ...question, max_tokens: 100 }), '--dry-run'];

    const [text, json] = [await runBin(args), await runBin([...args, '--json'])];

    expect([text.code, json.code]).toEqual([0, 0]);
    expect(text.stdout).toMatch(/^\/responses +\S+ +\d+ +100 +\$0\.\d+$/m);
    expect(text.stdout).toMatch(/^At most \$0\.\d+$/m);
    expect(JSON.parse(json.stdout)).toMatchObject({
      tool: 'chat-completion',
      requests: [{ outputTokens: 100 }],
    });
  });

  test('--dry-run fails as the call would', async () => {
    const { code, stderr } = await runBin(['call', 'chat-completion', '{}', '--dry-run']);

    expect(code).toBe(1);
    expect(stderr).toContain('messages is required');
  });

  test('a failed call with --json is a result with isError, and ends with 1', async () => {
    const { code, stdout } = await runBin(['call', 'list-model', '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ isError: true, content: [{ type: 'text' }] });
  });
});
