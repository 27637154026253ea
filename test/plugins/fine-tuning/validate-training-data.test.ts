import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from '../bundled-host.js';
import { chat, chats, jsonl, source, trainingLines } from './training-lines.js';

interface Fault {
  file: string;
  line?: number;
  level: string;
  code: string;
}

let host: BundledHost;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-tuning-'));
  host = await bundledHost({ config: { files: { roots: [folder] } } });
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

const validate = (training_file: string, more: object = {}) =>
  host.call('validate-training-data', { training_file, ...more });
/** What is said of a file whose line 7 is another one. */
async function faultsOfLine7(line: unknown, more: object = {}): Promise<string[]> {
  const examples: unknown[] = chats(51);
  examples[6] = line;
  const { structured } = await validate(source(jsonl(examples)), more);
  return (structured.faults as Fault[]).map((fault) => `${fault.line} ${fault.level} ${fault.code}`);
}
const user = { role: 'user', content: 'Which light?' };
const assistant = { role: 'assistant', content: 'That one.' };
const called = (more: object = {}) => ({
  role: 'assistant',
  tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' }, ...more }],
});
const TOOLS = [{ type: 'function', function: { name: 'look' } }];
const picture = (url: string) => [{ type: 'image_url', image_url: { url } }];

describe('validate-training-data', () => {
  test('says of good data what it holds and costs, without asking anybody', async () => {
    nock.disableNetConnect();

    const { structured, text } = await validate(source(trainingLines()), { model: 'gpt-4.1-mini' });

    expect(structured).toMatchObject({
      valid: true,
      faults: [],
      training: { examples: 50, errors: 0, warnings: 0 },
      cost: { epochs: 3 },
    });
    const { tokens } = structured.training as { tokens: number };
    const { trained_tokens: trained, usd } = structured.cost as { trained_tokens: number; usd: number };
    expect(tokens).toBeGreaterThan(50 * 20);
    expect(trained).toBe(tokens * 3);
    expect(usd).toBeCloseTo((trained * 5) / 1e6, 6);
    expect(text).toMatch(/^Ready to train on\.\nTraining: 50 examples/);
  });

  test.each<[string, unknown, string[]]>([
    ['broken JSON', '{"messages": [{"role": "us', ['7 error json-invalid']],
    ['what is no object', '["a"]', ['7 error json-invalid']],
    ['no messages', { messages: [] }, ['7 error messages-missing']],
    ['no answer', { messages: [user] }, ['7 error assistant-missing']],
    ['a question at its end', { messages: [user, assistant, user] }, ['7 error last-not-assistant']],
    ['an unknown role', { messages: [{ role: 'bot', content: 'a' }, assistant] }, ['7 error role-invalid']],
    [
      'an empty answer',
      { messages: [user, { role: 'assistant', content: '' }] },
      ['7 error content-missing'],
    ],
    ['a weight of a user', { messages: [{ ...user, weight: 1 }, assistant] }, ['7 error weight-invalid']],
    ['nothing to learn', { messages: [user, { ...assistant, weight: 0 }] }, ['7 error nothing-learned']],
    ['a key of its own', chat('a', 'b', { id: 1 }), ['7 error key-unknown']],
    [
      'a tool call without its answer',
      { messages: [user, called(), user, assistant], tools: TOOLS },
      ['7 error tool-call-unanswered'],
    ],
    [
      'an answer to no tool call',
      { messages: [user, { role: 'tool', tool_call_id: 'x', content: 'a' }, assistant] },
      ['7 error tool-call-unknown'],
    ],
    [
      'arguments that are no JSON',
      { messages: [user, called({ function: { name: 'look', arguments: '{' } })], tools: TOOLS },
      ['7 error arguments-invalid'],
    ],
    [
      'a function that is not defined',
      { messages: [user, called({ function: { name: 'jump', arguments: '{}' } })], tools: TOOLS },
      ['7 error tool-undefined'],
    ],
    ['a nameless tool', { messages: [user, assistant], tools: [{}] }, ['7 error tools-invalid']],
    [
      'a picture of the assistant',
      { messages: [user, { role: 'assistant', content: picture('https://example.com/a.png') }] },
      ['7 error image-not-allowed'],
    ],
    [
      'a picture of another kind',
      { messages: [{ role: 'user', content: picture('data:image/gif;base64,AA==') }, assistant] },
      ['7 error image-invalid'],
    ],
    [
      'eleven pictures',
      {
        messages: [
          { role: 'user', content: Array(11).fill(picture('https://example.com/a.png')).flat() },
          assistant,
        ],
      },
      ['7 error images-too-many'],
    ],
    [
      'sound',
      { messages: [{ role: 'user', content: [{ type: 'input_audio' }] }, assistant] },
      ['7 error part-unsupported'],
    ],
    [
      'a preference',
      { input: { messages: [user] }, preferred_output: [assistant] },
      ['7 error key-unknown', '7 error method-mismatch'],
    ],
    ['line 3 once more', chats()[2], ['7 warning duplicate']],
    [
      'line 3 in capitals',
      JSON.parse(JSON.stringify(chats()[2]).replace('Which light is', 'WHICH  LIGHT IS')),
      ['7 warning near-duplicate'],
    ],
    [
      'a system message in the middle',
      { messages: [user, { role: 'system', content: 'a' }, assistant] },
      ['7 warning system-not-first'],
    ],
  ])('tells %s of line 7 by its number', async (_, line, faults) => {
    expect(await faultsOfLine7(line)).toEqual(faults);
  });

  test('takes whatever OpenAI takes: tools, weights, pictures, several turns', async () => {
    const turns = [user, { ...assistant, weight: 0 }, user, called()];
    const answered = [...turns, { role: 'tool', tool_call_id: 'call_1', content: 'On.' }, assistant];
    const seen = {
      role: 'user',
      content: [{ type: 'text', text: 'What?' }, ...picture('data:image/png;base64,AA==')],
    };

    const faults = [
      await faultsOfLine7({ messages: answered, tools: TOOLS, parallel_tool_calls: false }),
      await faultsOfLine7({ messages: turns, tools: TOOLS }),
      await faultsOfLine7({ messages: [seen, assistant] }),
    ];

    expect(faults).toEqual([[], [], []]);
  });

  test.each<[string, object, string[]]>([
    ['whole', {}, []],
    ['with an answer in its input', { input: { messages: [user, assistant] } }, ['error last-not-user']],
    ['of two equal answers', { non_preferred_output: [assistant] }, ['error preference-equal']],
    ['without the worse answer', { non_preferred_output: undefined }, ['error preference-invalid']],
  ])('checks preferences: %s', async (_, more, faults) => {
    const pair = (at: number) => ({
      input: { messages: [{ ...user, content: `Which light, ${at}?` }] },
      preferred_output: [{ role: 'assistant', content: at % 2 ? `Light ${at}, of course.` : `Light ${at}` }],
      non_preferred_output: [{ role: 'assistant', content: 'None that I know.' }],
    });
    const pairs: object[] = Array.from({ length: 50 }, (_each, at) => pair(at));
    pairs[6] = {
      input: { messages: [user] },
      preferred_output: [assistant],
      non_preferred_output: pair(0).non_preferred_output,
      ...more,
    };

    const { structured } = await validate(source(jsonl(pairs)), { method: 'dpo' });

    const said = (structured.faults as Fault[]).filter(({ line }) => line === 7);
    expect(said.map(({ level, code }) => `${level} ${code}`)).toEqual(faults);
  });

  test('checks questions for reinforcement against what the grader refers to', async () => {
    const questions = chats().map(({ messages }, at) => ({
      messages: messages.slice(0, 2),
      reference: at === 6 ? {} : { answer: `Light ${at}` },
    }));
    const grader = {
      type: 'string_check',
      reference: '{{ item.reference.answer }}',
      input: '{{sample.output_text}}',
    };

    const { structured, text } = await validate(source(jsonl(questions)), {
      method: 'reinforcement',
      grader,
      model: 'o4-mini',
    });

    expect(structured.faults).toMatchObject([
      {
        line: 7,
        level: 'error',
        code: 'grader-field-missing',
        message: expect.stringContaining('item.reference.answer'),
      },
      { level: 'warning', code: 'validation-missing' },
    ]);
    expect(structured.cost).toMatchObject({ usd: null, usd_per_hour: 100 });
    expect(text).toContain('$100 an hour');
  });

  test('tells what of the validation is in the training file, too', async () => {
    const validation = [
      chats()[4],
      chat('Which  light is on ROCK 5?', 'Light 5, of 1805.'),
      chat('New?', 'Yes.'),
    ];

    const { structured } = await validate(source(trainingLines()), {
      validation_file: source(jsonl(validation)),
    });

    expect(structured.valid).toBe(true);
    expect(structured.faults).toMatchObject([
      {
        file: 'validation',
        line: 1,
        code: 'leak',
        message: 'It is the example of line 5 of the training file.',
      },
      {
        file: 'validation',
        line: 2,
        code: 'leak',
        message: 'It is all but the example of line 6 of the training file.',
      },
    ]);
  });

  test.each<[string, Buffer | string, string[]]>([
    ['a byte order mark', `\ufeff${trainingLines()}`, ['1 error bom']],
    ['lines of Windows', trainingLines().replaceAll('\n', '\r\n'), ['undefined warning crlf']],
    [
      'a line that is not UTF-8',
      Buffer.concat([Buffer.from(trainingLines()), Buffer.from([0x22, 0xff, 0xfe, 0x0a])]),
      ['51 error invalid-utf8'],
    ],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(trainingLines(), 'utf16le')]),
      ['undefined error empty', '1 error utf16'],
    ],
    ['too few examples', jsonl(chats(3)), ['undefined error too-few']],
    ['blank lines alone', '\n\n \n', ['undefined error empty']],
    [
      'one answer to everything',
      jsonl(chats().map((_, at) => chat(`Rock ${at}?`, 'No.'))),
      ['undefined warning imbalance'],
    ],
  ])('sees %s', async (_, data, faults) => {
    const { structured } = await validate(source(data));

    expect((structured.faults as Fault[]).map(({ line, level, code }) => `${line} ${level} ${code}`)).toEqual(
      faults,
    );
  });

  test('explains a JSON array that goes over several lines', async () => {
    const { text } = await validate(source(JSON.stringify(chats(12), null, 2)));

    expect(text).toContain('Write JSONL: each example on one line, without brackets and commas around.');
  });

  test('counts every fault, shows the first, and writes all into a file', async () => {
    const lines = Array.from({ length: 3000 }, () => '{"messages": []}');

    const { structured, text, blocks } = await validate(source(lines.join('\n')));

    const { counts } = structured.training as { counts: Record<string, number> };
    expect(counts['messages-missing']).toBe(3000);
    expect(structured.faults).toHaveLength(20);
    expect(text).toContain('more.');
    expect(blocks).toMatchObject([
      { type: 'resource_link', uri: structured.report, mimeType: 'text/markdown' },
    ]);
  });

  test('warns of examples that are longer than is trained on', async () => {
    const long = chat('Tell it all.', 'and then a light was lit '.repeat(15_000));

    const { structured } = await validate(source(jsonl([...chats(), long])));

    expect(structured.faults).toMatchObject([{ line: 51, level: 'warning', code: 'too-long' }]);
    expect(structured.training).toMatchObject({ over_limit: 1 });
  });

  test('refuses a file of more than 512 MB before it is read, and one that is not there', async () => {
    const large = await open(join(folder, 'large.jsonl'), 'w');
    await large.truncate(1024 * 1024 * 1024);
    await large.close();
    await writeFile(join(folder, 'small.jsonl'), trainingLines());

    const [tooLarge, missing, found] = [
      await validate('large.jsonl'),
      await validate('none.jsonl'),
      await validate('small.jsonl'),
    ];

    expect([tooLarge.code, missing.code, found.code]).toEqual([
      'FILE_TOO_LARGE',
      'FILE_NOT_FOUND',
      undefined,
    ]);
  });

  test('refuses epochs that OpenAI does not have', async () => {
    const { code, text } = await validate(source(trainingLines()), { n_epochs: 51 });

    expect(code).toBe('INPUT_INVALID');
    expect(text).toContain('n_epochs must be at most 50 (it is 51)');
  });
});
