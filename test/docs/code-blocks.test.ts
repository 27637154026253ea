import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../src/schema/rules.js';
import { showApp } from '../support/app-client.js';
import { startChromium, violationsOf } from '../support/chromium.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';
import { jsonBlocks, readPage, writeCodeBlocks } from './code-blocks.js';

const PAGE = 'write-a-plugin.md';
const README = '../README.md';
const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What `npm install` would put beside an author's files. */
async function installInto(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  await symlink(root, join(modules, 'openai-mcp-host'), 'junction');
  for (const name of ['class-validator', '@types']) {
    await symlink(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
}

describe('the plugins of write-a-plugin.md and README.md, written into a folder outside the repository', () => {
  let folder: string;
  let served: ServedProcess;
  const call = (name: string, input = {}) => served.client.callTool({ name, arguments: input });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-docs-'));
    for (const page of [PAGE, README]) await writeCodeBlocks(page, folder);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const from = (path: string) => ({ from: join(folder, path) });
    served = await serveProcess({
      config: {
        plugins: {
          greet: from('greet.ts'),
          trips: { ...from('trips'), settings: { length: 'long' } },
          shout: from('shout.js'),
          translate: from('translate.ts'),
          guide: from('guide.ts'),
          places: from('places'),
        },
      },
      args: ['--sandbox'],
    });
  });

  afterAll(() => served.close());

  test('greet whoever is named', async () => {
    const result = await call('greet-person', { name: 'Ada' });

    expect(result.structuredContent).toEqual({ greeting: 'Hello, Ada.' });
  });

  test('refuse a mistyped argument in the words of the page', async () => {
    const result = await call('greet-person', { nme: 'Ada' });

    expect(result.content).toEqual([{ type: 'text', text: expect.any(String) }]);
    expect(readPage(PAGE)).toContain((result.content as { text: string }[])[0]?.text);
  });

  test('take nested, united, nullable and discriminated inputs, and save a file', async () => {
    const result = await call('plan-trip', {
      to: ['Porto', 'Lisbon'],
      start: '2026-12-01',
      travellers: [{ name: 'Ada', age: 9 }, { name: 'Grace' }],
      transport: { by: 'ferry', cabin: '12' },
      budget: { food: 40 },
      from: [41.1, -8.6],
    });

    expect(result.structuredContent).toEqual({ stops: ['Porto', 'Lisbon'], children: 1 });
    expect(result.content).toContainEqual(
      expect.objectContaining({ type: 'resource_link', name: 'trip-to-lisbon.txt' }),
    );
    expect(JSON.stringify(result.content)).toContain('The trip has no last day yet.');
  });

  test('check the details that their listing leaves open', async () => {
    const nights = await call('count-nights', {
      stays: [
        { city: 'Porto', nights: 2 },
        { city: 'Faro', nights: 3 },
      ],
    });
    const refused = await call('count-nights', { stays: [{ city: 'Porto' }] });

    expect(nights.structuredContent).toEqual({ nights: 5 });
    expect(JSON.stringify(refused.content)).toContain('stays[0].nights is required');
  });

  test('answer with their own error', async () => {
    const result = await call('plan-trip', {
      to: 'Porto',
      start: '2026-12-02',
      end: '2026-12-01',
      travellers: [{ name: 'Ada' }],
      transport: { by: 'train' },
    });

    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify(result.content)).toContain('TRIP_ENDS_EARLY');
  });

  test('keep what outlives the call', async () => {
    await call('keep-packing-list', { trip: 'Algarve, May', thing: 'hat' });
    const second = await call('keep-packing-list', { trip: 'Algarve, May', thing: 'tent' });

    expect(second.structuredContent).toEqual({ things: ['hat', 'tent'], version: 2 });
  });

  test('do once what is asked for twice', async () => {
    const first = await call('reserve-seat', { train: 'IC 528' });
    const again = await call('reserve-seat', { train: 'IC 528' });

    expect(first.structuredContent).toEqual({ reservation: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(again.structuredContent).toEqual(first.structuredContent);
  });

  test('find by meaning what they have kept', async () => {
    const notes = ['The ferry leaves at noon.', 'Bring a hat for the beach.'];

    await call('recall-note', { notes, question: 'When does the ferry leave?' });
    const { structuredContent } = await call('recall-note', { question: 'When does the ferry leave?' });

    expect(structuredContent).toEqual({ found: [notes[0], notes[1]] });
  });

  test('count tokens, and draw them', async () => {
    const result = await call('chart-diary', { days: ['Rain.', 'We walked along the river all day.'] });

    expect(result.structuredContent).toEqual({ tokens: [2, 8] });
    expect(result.content).toContainEqual(expect.objectContaining({ type: 'image', mimeType: 'image/png' }));
    expect(result.content).toContainEqual(expect.objectContaining({ mimeType: 'image/svg+xml' }));
  });

  test('make a batch of their own, and have its answers', async () => {
    const made = await call('describe-cities', { cities: ['Porto', 'Faro'] });
    const { batch } = made.structuredContent as { batch: string };
    const look = async () => (await call('describe-cities', { batch })) as typeof made;

    await expect
      .poll(async () => (await look()).structuredContent, { timeout: 20_000 })
      .toEqual({ batch, status: 'completed' });

    expect((await look()).content).toContainEqual(expect.objectContaining({ mimeType: 'application/jsonl' }));
  });

  test('ask OpenAI through the injected client, with settings of the config, and are billed for it', async () => {
    const result = await call('describe-city', { city: 'Lisbon' });

    expect(result.structuredContent).toEqual({ text: expect.stringContaining('Answer in five sentences.') });
    expect(result._meta).toMatchObject({
      'openai-mcp-host/usage': { model: 'gpt-6-luna', costUsd: expect.any(Number) },
    });
  });

  test('ask for JSON that fits their schema', async () => {
    const result = await call('rate-city', { city: 'Lisbon' });

    expect(result.structuredContent).toEqual({ stars: expect.any(Number), why: expect.any(String) });
  });

  test('inject what another plugin exports', async () => {
    const found = await call('find-country', { city: 'Lisbon' });

    expect(found.structuredContent).toEqual({ country: 'Portugal' });
  });

  test('offer a prompt and resources that know what the tools did', async () => {
    await call('describe-city', { city: 'Lisbon' });

    const prompt = await served.client.getPrompt({ name: 'pack-bag', arguments: { city: 'Lisbon' } });
    const { resources } = await served.client.listResources();
    const { contents } = await served.client.readResource({ uri: 'trips://cities/Lisbon' });
    const { completion } = await served.client.complete({
      ref: { type: 'ref/prompt', name: 'pack-bag' },
      argument: { name: 'season', value: 'w' },
    });

    expect(JSON.stringify(prompt.messages)).toContain('What do I pack for Lisbon in summer?');
    expect(JSON.stringify(prompt.messages)).toContain('Cities that I know: Lisbon');
    expect(resources).toContainEqual(
      expect.objectContaining({ uri: 'trips://cities/Lisbon', name: 'Lisbon' }),
    );
    expect(contents).toEqual([{ uri: 'trips://cities/Lisbon', mimeType: 'text/markdown', text: '# Lisbon' }]);
    expect(completion.values).toEqual(['winter']);
  });

  test('show their page in a client that shows pages', async () => {
    await using browser = await startChromium();
    const input = { city: 'Lisbon', start: new Date(Date.now() + 3_000_000).toISOString().slice(0, 10) };

    await using shown = await showApp(browser, { client: served.client, tool: 'count-days', input });

    await shown.app.getByRole('heading', { name: /^\d days until Lisbon$/ }).waitFor();
    expect(await violationsOf(shown.app)).toEqual([]);
    expect(shown.complaints).toEqual([]);
  });

  test('go without a confirmation that nobody can give', async () => {
    const result = await call('forget-cities');

    expect(JSON.stringify(result.content)).toContain('NOT_CONFIRMED');
  });

  test('fit into the README', async () => {
    const result = await call('translate-text', { text: 'Guten Tag' });

    expect(result.structuredContent).toEqual({ text: expect.stringContaining('Translate into English') });
  });

  test('may be plain JavaScript', async () => {
    const result = await call('shout-text', { text: 'hello' });

    expect(result.structuredContent).toEqual({ shouted: 'HELLO' });
  });
});

describe('the tools of write-a-plugin.md for authors', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-docs-'));
    for (const page of [PAGE, README]) await writeCodeBlocks(page, folder);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await installInto(folder);
  });

  test('run the tests of the page', async () => {
    const { NODE_OPTIONS: _, ...env } = process.env;

    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'trips.test.ts'], {
      cwd: folder,
      env,
    });

    expect(stdout).toMatch(/^# fail 0$/m);
    expect(stdout).toMatch(/^ok \d+ - trips: stops when its call is cancelled$/m);
  });

  test('check the types of the page', async () => {
    const tsconfig = jsonBlocks(PAGE).find((block) => 'compilerOptions' in block);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));

    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout }: { stdout: string } = await run(process.execPath, [compiler, '-p', folder]).catch(
      (failure) => failure,
    );

    expect(stdout).toBe('');
  });
});

test('write-a-plugin.md lists every supported rule of class-validator, and no other', () => {
  const [, list = ''] = /<!-- rules -->([\s\S]*)<!-- \/rules -->/.exec(readPage(PAGE)) ?? [];
  const recorded = (decorator: string) => (decorator === 'Length' ? 'islength' : decorator.toLowerCase());

  const listed = [...list.matchAll(/`@(\w+)`/g)].map(([, decorator = '']) => recorded(decorator));

  expect(listed.sort()).toEqual(
    ['isoptional', ...Object.keys(RULES).map((rule) => rule.toLowerCase())].sort(),
  );
});
