import { Ajv2020 } from 'ajv/dist/2020.js';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accepted, type Input, refused, refusedInDetail } from './advertised-inputs.js';
import { type BundledHost, bundledHost } from './bundled-host.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** What a client that only knows the published schema may expect of a call. */
describe('what is advertised is what is enforced', () => {
  let host: BundledHost;
  let requests: string[];
  const isAdvertised = async (tool: string, input: Input) => {
    const { tools } = await host.client.listTools();
    return ajv.validate(tools.find((one) => one.name === tool)!.inputSchema, input);
  };

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => host.close());

  const answerEverything = () => {
    requests = [];
    const path = (uri: string) => requests.push(uri) > 0;
    nock('https://api.openai.com')
      .persist()
      .post(path)
      .reply(400, { error: { message: 'Enough.', code: 'enough' } });
    nock('https://api.openai.com').persist().get(path).reply(200, { data: [] });
  };

  test.each(accepted)('%s takes %j', async (tool, input, isLocal = false) => {
    answerEverything();

    const { code } = await host.call(tool, input);

    expect(await isAdvertised(tool, input)).toBe(true);
    expect(code).not.toBe('INPUT_INVALID');
    expect(requests.length > 0).toBe(!isLocal);
  });

  test.each([
    ...refused.map((one) => ({ isListed: false, one })),
    ...refusedInDetail.map((one) => ({ isListed: true, one })),
  ])('refuses $one', async ({ isListed, one: [tool, input, ...sentences] }) => {
    answerEverything();

    const { code, text } = await host.call(tool, input);

    expect(await isAdvertised(tool, input)).toBe(isListed);
    expect(code).toBe('INPUT_INVALID');
    const said = text.split('\n').filter((line) => line.startsWith('- '));
    const withoutKnown = said.map((line) => line.replace(/; known: .*$/, ''));
    expect(withoutKnown).toEqual(sentences.map((sentence) => `- ${sentence}`));
    expect(requests).toEqual([]);
  });

  test('every tool is tried both ways', async () => {
    const { tools } = await host.client.listTools();

    const names = tools.map(({ name }) => name).sort();
    expect([...new Set(accepted.map(([tool]) => tool))].sort()).toEqual(names);
    expect([...new Set(refused.map(([tool]) => tool))].sort()).toEqual(names);
  });
});
