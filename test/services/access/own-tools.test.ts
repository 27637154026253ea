import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedHttp } from '../../support/served-http.js';
import { as, servedTo } from './clients-host.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedTo([
    { name: 'team-a', tools: { only: ['list-*', 'add-*', 'drop-*', 'ask-*'] } },
    { name: 'readers', readOnly: true },
    { name: 'careful', tools: { except: ['drop-*'], effects: ['additive', 'destructive'] } },
    { name: 'writers', tools: { only: ['add-ware'] }, offers: ['di*'] },
  ]);
});

afterAll(() => served.close());

const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'nothing',
    (error: Error) => error.message,
  );

describe.each(['modern', 'legacy'] as const)('in the %s era', (era) => {
  test('each client is listed its own tools', async () => {
    const listed = async (name: string) => namesOf(await served.client(era, as(name)));

    expect(await listed('team-a')).toEqual(['add-ware', 'ask-model', 'drop-wares', 'list-wares']);
    expect(await listed('readers')).toEqual(['list-wares', 'read-diary']);
    expect(await listed('careful')).toEqual(['add-ware', 'ask-model']);
  });

  test('a tool that is not its own is to a client as if there were none', async () => {
    const client = await served.client(era, as('writers'));

    const foreign = await refusalOf(client.callTool({ name: 'drop-wares', arguments: {} }));
    const none = await refusalOf(client.callTool({ name: 'no-tool-here', arguments: {} }));
    const near = await refusalOf(client.callTool({ name: 'add-wares', arguments: {} }));

    expect(foreign.replace('drop-wares', '')).toBe(none.replace('no-tool-here', ''));
    expect(near).toContain('Did you mean add-ware?');
  });

  test('the instructions speak of its own tools alone', async () => {
    const client = await served.client(era, as('team-a'));

    expect(client.getInstructions()).toContain('list-wares');
    expect(client.getInstructions()).not.toContain('diary');
  });

  test('prompts and resources are those of plugins of which it has a tool', async () => {
    const client = await served.client(era, as('readers'));

    const { prompts } = await client.listPrompts();
    const { resources } = await client.listResources();
    const { resourceTemplates } = await client.listResourceTemplates();

    expect(prompts.map(({ name }) => name)).toEqual(['review-diary']);
    expect(resources.map(({ uri }) => uri)).toEqual(['diary:today', 'diary://monday']);
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['diary://{day}']);
  });

  test('of other plugins there is no prompt, no resource and nothing to complete', async () => {
    const client = await served.client(era, as('team-a'));
    const ask = (method: string, params: object) =>
      refusalOf(client.request({ method, params } as never, ANYTHING as never));

    const answers = await Promise.all([
      ask('prompts/get', { name: 'review-diary' }),
      ask('resources/read', { uri: 'diary:today' }),
      ask('completion/complete', {
        ref: { type: 'ref/prompt', name: 'review-diary' },
        argument: { name: 'tone', value: '' },
      }),
    ]);

    expect(client.getServerCapabilities()?.prompts).toBeUndefined();
    for (const answer of answers) expect(answer).toMatch(/not found|no prompt|no resource|does not support/i);
  });

  test('the config may give prompts and resources of plugins without their tools', async () => {
    const client = await served.client(era, as('writers'));

    const { contents } = await client.readResource({ uri: 'diary:today' });

    expect(contents).toMatchObject([{ text: 'Rest.' }]);
    expect(await namesOf(client)).toEqual(['add-ware']);
  });

  test('a client is called by the name that the config gives it', async () => {
    const client = await served.client(era, as('team-a'));

    const { structuredContent } = await client.callTool({ name: 'list-wares', arguments: {} });

    expect(structuredContent).toEqual({ said: 'for team-a' });
  });
});

const ANYTHING = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } };

describe('headers narrow what a client has', () => {
  const listed = async (name: string, headers: Record<string, string>) =>
    namesOf(await served.client('modern', as(name, headers)));

  test('to some tools, without some, and to those that change nothing', async () => {
    expect(await listed('team-a', { 'X-MCP-Tools': 'add-ware, list-wares' })).toEqual([
      'add-ware',
      'list-wares',
    ]);
    expect(await listed('team-a', { 'X-MCP-Exclude-Tools': 'add-ware,ask-model' })).toEqual([
      'drop-wares',
      'list-wares',
    ]);
    expect(await listed('team-a', { 'X-MCP-Readonly': 'true' })).toEqual(['list-wares']);
  });

  test('and never give it more', async () => {
    expect(await listed('writers', { 'X-MCP-Tools': 'add-ware,drop-wares,read-diary' })).toEqual([
      'add-ware',
    ]);
    expect(await listed('readers', { 'X-MCP-Readonly': 'false' })).toEqual(['list-wares', 'read-diary']);
    expect(await listed('readers', { 'X-MCP-Tools': 'drop-wares' })).toEqual([]);
  });

  test('also of what it calls', async () => {
    const client = await served.client('modern', as('team-a', { 'X-MCP-Readonly': 'true' }));

    const refusal = await refusalOf(client.callTool({ name: 'add-ware', arguments: {} }));

    expect(refusal).toContain('There is no tool named "add-ware" here.');
  });
});
