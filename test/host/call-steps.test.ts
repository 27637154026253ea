import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBin } from '../cli/run-bin.js';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

const plugins = { weather: { from: fixture('weather') }, policy: { from: fixture('policy') } };

describe('a call past the steps of a plugin', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    served = await serveProcess({ config: { plugins } });
  });

  afterAll(() => served.close());

  const forecast = (city: string) => served.call('weather-today', { city });

  test('gives what the tool gives, with what a step adds', async () => {
    expect(await forecast('Oslo')).toMatchObject({
      structuredContent: { forecast: 'sunny in Oslo, 21 celsius' },
      _meta: { 'openai-mcp-host/notes': ['signed weather-today for test'] },
    });
  });

  test('shows a step what is called, and injects its services', async () => {
    await forecast('Bergen');

    await expect
      .poll(served.stderr)
      .toMatch(/weather-today.*"plugin":"weather".*read-only.*passed refuse-cities/);
  });

  test('can be refused by one, in words for the model', async () => {
    expect(await forecast('Atlantis')).toMatchObject({
      isError: true,
      content: [{ text: 'CITY_SUNK: Atlantis is under water.\nAsk for another city.' }],
    });
  });

  test('fails with a step that throws, without its words, and the server goes on', async () => {
    const result = await forecast('Babel');

    expect(result).toMatchObject({
      isError: true,
      _meta: { 'openai-mcp-host/error': { code: 'INTERNAL_ERROR' } },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    await expect.poll(served.stderr).toContain('The step refuse-cities of the plugin policy failed.');
    expect(await forecast('Oslo')).toMatchObject({ structuredContent: { forecast: expect.any(String) } });
  });

  test('runs with the arguments that a step puts in their place before they are checked', async () => {
    expect(await forecast('HEL')).toMatchObject({
      structuredContent: { forecast: 'sunny in Helsinki, 21 celsius' },
    });
    expect(await forecast('XXX')).toMatchObject({
      _meta: { 'openai-mcp-host/error': { code: 'INPUT_INVALID' } },
    });
  });

  test('is not run with arguments that a step made invalid after the check', async () => {
    expect(await forecast('Number')).toMatchObject({
      isError: true,
      _meta: {
        'openai-mcp-host/error': {
          code: 'STEP_INPUT_INVALID',
          message: expect.stringContaining('city must be a string'),
        },
      },
    });
  });

  test('keeps its arguments when a step writes into its copy', async () => {
    expect(await forecast('Gone')).toMatchObject({
      structuredContent: { forecast: 'sunny in Gone, 21 celsius' },
    });
  });

  test('gives the result that a step makes of the tool’s, or in its place', async () => {
    expect(await forecast('Loud')).toMatchObject({
      structuredContent: { forecast: 'SUNNY IN LOUD, 21 CELSIUS' },
    });
    expect(await forecast('Cached')).toMatchObject({ structuredContent: { forecast: 'as yesterday' } });
    expect(await forecast('Again')).toMatchObject({
      structuredContent: { forecast: 'sunny in Again, 21 celsius' },
    });
  });

  test('fails when a step gives something else than the tool declares, or nothing', async () => {
    const codes = await Promise.all(
      ['Rubbish', 'Nowhere'].map(async (city) => {
        const { _meta } = await forecast(city);
        return (_meta as { 'openai-mcp-host/error': { code: string } })['openai-mcp-host/error'].code;
      }),
    );

    expect(codes).toEqual(['OUTPUT_INVALID', 'STEP_WITHOUT_RESULT']);
  });

  test('of another tool passes only the steps that are meant for it', async () => {
    const { content, _meta } = await served.call('list-models');

    expect(content).toBeDefined();
    expect(_meta?.['openai-mcp-host/notes']).toContain('signed list-models for test');
    expect(served.stderr()).not.toMatch(/list-models.*passed refuse-cities/);
  });
});

describe('a plugin of steps that is off', () => {
  test('takes no part in calls', async () => {
    const served = await serveProcess({
      config: { plugins: { ...plugins, policy: { ...plugins.policy, enabled: false } } },
    });

    const result = await served.call('weather-today', { city: 'Atlantis' });
    await served.close();

    expect(result).toMatchObject({ structuredContent: { forecast: 'sunny in Atlantis, 21 celsius' } });
  });
});

/** A plugin that is one file, with steps that only pass on. */
const stepPlugin = (name: string, steps: readonly Record<string, string>[]) => `
import { CallStep, definePlugin, type NextStep, type StepContext } from 'openai-mcp-host/plugin';
${steps
  .map(
    (options, index) => `
@CallStep(${JSON.stringify(options)})
export class Step${index} {
  pass(_: StepContext, next: NextStep) {
    return next();
  }
}`,
  )
  .join('\n')}
export default definePlugin({ name: '${name}', title: '${name}', version: '1.0.0', host: '^1' });
`;

describe('check', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-steps-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function checkSteps(plugins: Record<string, Record<string, string>[]>) {
    const entries = Object.entries(plugins).map(async ([name, steps]) => {
      const from = join(folder, `${name}.ts`);
      await writeFile(from, stepPlugin(name, steps));
      return [name, { from }] as const;
    });
    const config = { plugins: Object.fromEntries(await Promise.all(entries)) };
    const { stdout } = await runBin(['check', '--json'], { env: { OPENAI_API_KEY: 'sk-test' }, config });
    const { findings } = JSON.parse(stdout) as {
      findings: {
        message: string;
        faults?: { code: string; message: string; plugin: string; hint: string }[];
      }[];
    };
    return {
      order: findings.find(({ message }) => message.startsWith('Every call'))?.message,
      faults: findings.flatMap(({ faults = [] }) => faults),
    };
  }

  test('shows the way of a call, the steps of all plugins in their places', async () => {
    const { order, faults } = await checkSteps({
      one: [
        { name: 'one-run', before: 'run' },
        { name: 'one-default' },
        { name: 'one-first', after: 'find' },
      ],
      two: [
        { name: 'two-raw', before: 'validate' },
        { name: 'two-second', after: 'one-first' },
        { name: 'two-between', after: 'one-run', before: 'one-default', tools: 'list-*' },
      ],
    });

    expect(faults).toEqual([]);
    expect(order).toBe(
      'Every call passes: fit → answer → find → one-first (one) → two-second (two) → two-raw (two) → validate → ' +
        'one-run (one) → two-between (two, for list-*) → one-default (one) → run',
    );
  });

  test('names every step that has no place, and leaves its plugin out', async () => {
    const { order, faults } = await checkSteps({
      fine: [{ name: 'fine-step' }],
      lost: [{ name: 'lost-step', before: 'fine-stp' }],
      outer: [{ name: 'outer-step', before: 'answer' }],
      inner: [{ name: 'inner-step', after: 'run' }],
      taken: [{ name: 'fine-step' }],
      reserved: [{ name: 'validate' }],
      misnamed: [{ name: 'Miss Named' }],
      chicken: [{ name: 'chicken-step', before: 'egg-step' }],
      egg: [{ name: 'egg-step', before: 'chicken-step' }],
    });

    expect(order).toBe('Every call passes: fit → answer → find → validate → fine-step (fine) → run');
    expect(Object.fromEntries(faults.map(({ plugin, code }) => [plugin, code]))).toEqual({
      lost: 'STEP_PLACE_UNKNOWN',
      outer: 'STEP_PLACE_UNKNOWN',
      inner: 'STEP_PLACE_UNKNOWN',
      taken: 'STEP_NAME_TAKEN',
      reserved: 'STEP_NAME_TAKEN',
      misnamed: 'STEP_NAME_INVALID',
      chicken: 'STEP_ORDER_IMPOSSIBLE',
      egg: 'STEP_ORDER_IMPOSSIBLE',
    });
    expect(faults.find(({ plugin }) => plugin === 'lost')?.hint).toBe('Did you mean fine-step?');
  });
});
