import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBundledCatalogue } from '../../src/host/bundled-catalogue.js';
import type { JsonSchema } from '../../src/plugin-api/json-schema.js';
import { wav } from '../plugins/audio/sound-files.js';
import { trainingLines } from '../plugins/fine-tuning/training-lines.js';
import { samplePdf } from '../plugins/vision/sample-pdfs.js';
import { leftHalf, plain } from '../support/pictures.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';
import { exactProperties } from './exact-inputs.js';
import { withBatch } from './example-batches.js';
import { type ParameterRow, rowsUnder, toolSections } from './tool-sections.js';

const catalogue = await readBundledCatalogue();
const TOOLS = catalogue.flatMap(({ tools }) => tools);
const sections = toolSections();

const REQUEST_LINES = Buffer.from(
  '{"custom_id":"1","method":"POST","url":"/v1/responses","body":{"input":"Hello"}}\n',
);

const named = TOOLS.map((tool) => [tool.name, tool] as const);
const words = (text: string): string[] => text.match(/[\w-]+/g) ?? [];
const rowOf = (rows: readonly ParameterRow[], path: string) => rows.find(({ paths }) => paths.includes(path));

/** The row of a property, or the nearest above it. */
function nearestRow(rows: readonly ParameterRow[], path: string): ParameterRow | undefined {
  const above = path.replace(/(\.\w+|\[\])$/, '');
  return rowOf(rows, path) ?? (above === path ? undefined : nearestRow(rows, above));
}

/** What the row of a property should say of its values. */
function factsOf(schema: JsonSchema): string[] {
  const { maximum, maxLength, maxItems, maxProperties, minimum, minItems, default: usual } = schema;
  const values = (schema.enum ?? ('const' in schema ? [schema.const] : [])) as unknown[];
  const least = [minimum, minItems].filter((one) => one !== 0 && one !== 1);
  const bounds = [maximum, maxLength, maxItems, maxProperties, ...least];
  return [
    ...values.filter((value) => typeof value === 'string').map((value) => `\`${value}\``),
    ...bounds
      .filter((one) => typeof one === 'number')
      .map((one) => (one > 9999 ? one.toLocaleString('en-US') : String(one))),
    ...(typeof usual === 'string' || typeof usual === 'number' ? [`default \`${usual}\``] : []),
  ];
}

function says(row: string, fact: string): boolean {
  const text = row.replaceAll('Default: ', 'default ').replaceAll('"', '`');
  return /^[\d.,]+$/.test(fact)
    ? [...text.matchAll(/\d[\d.,]*\d|\d/g)].some(([number]) => number === fact)
    : text.includes(fact);
}

test('every bundled tool has its heading, and no other heading has the form of one', () => {
  expect([...sections.keys()].sort()).toEqual(TOOLS.map(({ name }) => name).sort());
});

describe.each(named)('what tools.md says of %s', (name, { inputSchema, outputSchema, errors = {} }) => {
  const { rows, text, examples } = sections.get(name)!;
  const exact = exactProperties(name, inputSchema);
  /** Another tool's section says them. */
  const isElsewhere = (path: string) => {
    const there = nearestRow(rows, path)?.asIn;
    return there !== undefined && nearestRow(sections.get(there)!.rows, path) !== undefined;
  };

  test('has a row for every parameter, and no unknown one', () => {
    const paths = rows.flatMap((row) => row.paths);

    const listed = Object.keys(inputSchema.properties ?? {});
    expect(paths.filter((path) => /^\w+$/.test(path)).sort()).toEqual(listed.toSorted());
    expect(paths.filter((path) => !exact.some((one) => one.path === path))).toEqual([]);
  });

  test('names every part of a parameter that has parts', () => {
    const unnamed = exact.filter(({ path }) => {
      const leaf = path
        .replace(/(\[\])+$/, '')
        .split('.')
        .at(-1)!;
      const row = nearestRow(rows, path);
      return !isElsewhere(path) && !words(`${row?.text} ${row?.paths.join(' ')}`).includes(leaf);
    });

    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });

  test('has every value, limit and default', () => {
    const missing = exact
      .filter(({ path }) => !isElsewhere(path))
      .flatMap(({ path, schemas }) => {
        const said = nearestRow(rows, path)?.text ?? '';
        return schemas
          .flatMap(factsOf)
          .filter((fact) => !says(said, fact))
          .map((fact) => `${path}: ${fact}`);
      });

    expect(missing).toEqual([]);
  });

  test('has in bold what is required', () => {
    const required = (inputSchema.required ?? []) as string[];

    const bold = rows.filter(({ isRequired }) => isRequired).flatMap(({ paths }) => paths);

    expect(bold.filter((path) => !path.includes('.')).sort()).toEqual(required.toSorted());
  });

  test('names what comes back, and every error of its own', () => {
    const returned = Object.keys((outputSchema?.properties ?? {}) as object);

    expect(returned.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
    expect(Object.keys(errors).filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });

  test('has one to three examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(1);
    expect(examples.length).toBeLessThanOrEqual(3);
  });
});

const MODEL = /[Dd]efault: (?:the setting `\w+` \()?`([^`]+)`/;

test.each(catalogue.map((plugin) => [plugin.name, plugin] as const))(
  'the default models of %s are those of its settings',
  (_, { tools, settingsSchema }) => {
    const settings = Object.values((settingsSchema?.properties ?? {}) as Record<string, JsonSchema>);
    const rows = tools.flatMap(({ name }) => rowOf(sections.get(name)!.rows, 'model') ?? []);

    const models = rows
      .filter(({ asIn }) => asIn === undefined)
      .flatMap(({ text }) => MODEL.exec(text)?.[1] ?? []);

    expect(settings.map((setting) => setting.default)).toEqual(expect.arrayContaining(models));
  },
);

describe('the examples of tools.md', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-docs-'));
    const speech = wav(Buffer.alloc(3 * 8000, 0x80));
    const files = {
      'ada.wav': speech,
      'invoice.pdf': await samplePdf(2),
      'lighthouse.png': await plain(1024, 1024),
      'mask.png': await leftHalf(1024, 1024),
      'meeting.wav': speech,
      'training.jsonl': trainingLines(),
      'requests.jsonl': REQUEST_LINES,
    };
    for (const [name, data] of Object.entries(files)) await writeFile(join(folder, name), data);
    served = await serveProcess({
      config: { files: { roots: [folder] } },
      args: ['--sandbox'],
      answer: 'accept',
    });
  });

  afterAll(() => served.close());

  const idOf = async (tool: string, input: Record<string, unknown>): Promise<string> =>
    ((await served.call(tool, input)).structuredContent as { id: string }).id;

  /** What stands for something that has just been made for a tool. */
  const MAKE: Record<string, (tool: string) => Promise<string>> = {
    asst_ID: () => idOf('create-assistant', { name: 'Keeper' }),
    'file-ID': () => idOf('upload-file', { file: 'invoice.pdf', purpose: 'evals' }),
    job_ID: () => idOf('deep-research', { query: 'Who?', wait_seconds: 0 }),
    thread_ID: async () => {
      const asked = {
        assistant_id: await idOf('create-assistant', { name: 'Keeper' }),
        input: 'Who are you?',
      };
      const { structuredContent } = await served.call('ask-assistant', asked);
      return (structuredContent as { thread_id: string }).thread_id;
    },
    'ftjob-ID': tuned,
    vs_ID: () => idOf('create-vector-store', {}),
  };

  let seed = 0;

  /** A fine-tuning job of its own that stands as a tool wants it. */
  async function tuned(tool: string): Promise<string> {
    seed += 1;
    const id = await idOf('create-fine-tuning-job', {
      model: 'gpt-4.1-mini',
      training_file: 'training.jsonl',
      seed,
    });
    for (let look = 0; look < 3; look += 1) await served.call('get-fine-tuning-job', { id });
    if (tool.startsWith('resume')) await served.call('pause-fine-tuning-job', { id });
    return id;
  }

  async function argumentsOf(tool: string, example: string): Promise<Record<string, unknown>> {
    let text = await withBatch(example, served);
    for (const [sign, make] of Object.entries(MAKE))
      if (text.includes(sign)) text = text.replace(sign, await make(tool));
    return JSON.parse(text);
  }

  test.each([...sections.values()].flatMap(({ name, examples }) => examples.map((one) => [name, one])))(
    '%s %s',
    async (name, example) => {
      if (name === 'get-job') await served.call('deep-research', { query: 'Who?', wait_seconds: 0 });

      const result = await served.call(name, await argumentsOf(name, example));

      expect(result.isError ? result.content : []).toEqual([]);
      expect(result.structuredContent).toBeDefined();
    },
    60_000,
  );
});

test('tools.md has every prompt with its arguments, values and defaults, and no other', () => {
  const rows = rowsUnder('Prompts');
  const prompts = catalogue.flatMap(({ prompts = [] }) => prompts);

  expect([...rows.keys()].sort()).toEqual(prompts.map(({ name }) => name).sort());
  for (const { name, inputSchema } of prompts) {
    const properties = Object.entries((inputSchema?.properties ?? {}) as Record<string, JsonSchema>);
    const facts = properties.flatMap(([argument, schema]) => [`\`${argument}\``, ...factsOf(schema)]);
    expect(facts.filter((fact) => !says(rows.get(name)!, fact))).toEqual([]);
  }
});

test('tools.md has every resource, and no other', () => {
  const resources = catalogue.flatMap(({ resources = [] }) => resources);

  expect([...rowsUnder('Resources').keys()].sort()).toEqual(resources.map(({ uri }) => uri).sort());
});
