import { IsString } from 'class-validator';
import {
  definePlugin,
  Files,
  OpenAIClient,
  Tool,
  type ToolCall,
  type ToolEffect,
} from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';

class Done {
  @IsString()
  did!: string;
}

const work: string[] = [];

/** A plugin with one tool, which does what it is given. */
function pluginThat(
  run: (call: ToolCall, openai: OpenAIClient, files: Files) => Promise<void>,
  { effect = 'additive' as ToolEffect, uses }: { effect?: ToolEffect; uses?: string[] } = {},
) {
  @Tool({ name: 'do-work', title: 'Work', description: 'Does it.', output: Done, effect })
  class DoWork {
    static inject = [OpenAIClient, Files];
    constructor(
      private readonly openai: OpenAIClient,
      private readonly files: Files,
    ) {}

    async run(_: object, call: ToolCall): Promise<Done> {
      await run(call, this.openai, this.files);
      work.push('ended');
      return { did: 'it' };
    }
  }
  return definePlugin({
    name: 'worker',
    title: 'Worker',
    version: '1.0.0',
    host: '^1',
    ...(uses === undefined ? {} : { uses: uses as never }),
    tools: [DoWork],
  });
}

const ask = (openai: OpenAIClient, input: string) =>
  openai.responses.create({ model: 'gpt-6.2-sol', input, max_output_tokens: 100 });
const request = (signal = new AbortController().signal) => ({
  tool: 'do-work',
  arguments: {},
  client: { name: 'test' },
  signal,
});

test('Requests that are sent side by side are all estimated, and none is sent', async () => {
  const plugin = pluginThat(
    async (_, openai) => {
      await Promise.all(['a', 'b', 'c'].map((input) => ask(openai, input)));
    },
    { uses: ['openai', 'files'] },
  );
  await using host = await testHost({ plugins: [plugin] });

  const { requests, mostUsd } = await host.host.estimate(request());

  expect(requests.map(({ endpoint }) => endpoint)).toEqual(['/responses', '/responses', '/responses']);
  expect(mostUsd).toBeCloseTo(
    requests.reduce((sum, each) => sum + each.mostUsd!, 0),
    9,
  );
  expect(host.openai.requests).toEqual([]);
});

test('A question of whether to go on is taken for answered, and nobody is asked', async () => {
  let asked = 0;
  const plugin = pluginThat(
    async (call, openai) => {
      if ((await call.confirm('Spend money?')) === 'accepted') await ask(openai, 'a');
    },
    { uses: ['openai', 'files'] },
  );
  await using host = await testHost({
    plugins: [plugin],
    answer: () => {
      asked += 1;
      return 'decline';
    },
  });

  const { requests } = await host.host.estimate(request());

  expect(requests).toHaveLength(1);
  expect(asked).toBe(0);
});

test('Files and free requests that change something are held back, and named', async () => {
  const saves = pluginThat(
    async (_, __, files) => void (await files.save('a', { data: 'a', mimeType: 'text/plain' })),
    { uses: ['openai', 'files'] },
  );
  const deletes = pluginThat(async (_, openai) => void (await openai.files.delete('file-1')), {
    uses: ['openai', 'files'],
  });
  await using saver = await testHost({ plugins: [saves] });
  await using deleter = await testHost({ plugins: [deletes] });

  const [saved, deleted] = [await saver.host.estimate(request()), await deleter.host.estimate(request())];

  expect(saved).toMatchObject({ mostUsd: 0, requests: [] });
  expect(saved.notes).toContain('It would write a file.');
  expect(deleted.notes).toContain('It would send DELETE /files/file-1, which is free.');
  expect(deleter.openai.requests).toEqual([]);
});

test.each([
  ['says nothing of what it uses', undefined],
  ['uses the disk', ['openai', 'files', 'disk']],
])('A tool that changes things is not run where its plugin %s', async (_, uses) => {
  work.length = 0;
  const plugin = pluginThat(async () => {}, uses === undefined ? {} : { uses });
  await using host = await testHost({ plugins: [plugin] });

  await expect(host.host.estimate(request())).rejects.toMatchObject({ code: 'DRY_RUN_REFUSED' });

  expect(work).toEqual([]);
});

test('A tool that only reads is run whatever its plugin uses', async () => {
  work.length = 0;
  await using host = await testHost({ plugins: [pluginThat(async () => {}, { effect: 'read-only' })] });

  const estimate = await host.host.estimate(request());

  expect(estimate).toMatchObject({ mostUsd: 0, requests: [] });
  expect(work).toEqual(['ended']);
});

test('What a tool leaves behind is stopped as well, even after its end', async () => {
  let late: Promise<unknown> | undefined;
  const plugin = pluginThat(
    async (_, openai) => {
      late = new Promise((resolve) => setTimeout(resolve, 200))
        .then(() => ask(openai, 'late'))
        .catch((error: unknown) => error);
      await ask(openai, 'a');
    },
    { uses: ['openai', 'files'] },
  );
  await using host = await testHost({ plugins: [plugin] });

  await host.host.estimate(request());
  await late;

  expect(await late).toBeInstanceOf(Error);
  expect(host.openai.requests).toEqual([]);
});
