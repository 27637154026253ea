import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { EVERY_TOOL } from '../../support/every-tool.js';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import type { ServedHttp } from '../../support/served-http.js';
import { tried } from '../../support/two-teams.js';
import { as, servedTo } from './clients-host.js';

const KEY = 'sk-team-a-0123456789abcdef';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let upstream: FakeOpenAI;
let served: ServedHttp;
let client: Client;
/** What reached OpenAI: `METHOD /path` without ids, and by which key. */
const sent: [what: string, key: string | undefined][] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  upstream = await startFakeOpenAI(async ({ method, path, headers, text }) => {
    const there = path.replace(/^\/v1/, '');
    sent.push([`${method} ${there.split('?')[0]}`, headers.authorization as string | undefined]);
    const { 'content-type': type = '' } = headers;
    const body = method === 'POST' ? { body: text, headers: { 'content-type': type as string } } : {};
    const answer = await fetch(sandbox.baseURL + there, { method, ...body });
    return {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '' },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  });
  const plugins = ['batch', 'research', 'jobs'].map((name) => [name, true]);
  served = await servedTo([{ name: 'team-a', apiKey: `$\{env:TEAM_A_KEY}` }], {
    plugins: [],
    network: 'configured',
    env: { TEAM_A_KEY: KEY, OPENAI_API_KEY: 'sk-host-0123456789abcdef' },
    config: {
      openai: { baseURL: upstream.baseURL },
      plugins: {
        ...Object.fromEntries(plugins),
        'fine-tuning': { enabled: true, settings: { confirm: false } },
      },
    },
  });
  client = await served.client('modern', { headers: as('team-a') });
}, 30_000);

afterAll(async () => {
  await served.close();
  await upstream.stop();
  await sandbox.stop();
});

interface Listed {
  jobs: { id: string; kind: string; status: string }[];
}

test('all that is asked about the work of a client with its own key goes out with that, whether somebody at the client asks or nobody', async () => {
  const begun = [
    await tried(client, 'create-batch', { requests: ['Say hello.'] }),
    await tried(client, 'create-fine-tuning-job', EVERY_TOOL['create-fine-tuning-job']!),
    await tried(client, 'deep-research', { query: 'Who kept it?', wait_seconds: 0 }),
  ];
  const createdBy = sent.length;

  const jobs = async () => ((await tried(client, 'list-jobs', {})).structured as unknown as Listed).jobs;
  // The others are not looked at so soon while nobody asks.
  const asked = () => sent.slice(createdBy).map(([what]) => what);
  await expect
    .poll(asked, { timeout: 30_000, interval: 100 })
    .toContainEqual(expect.stringMatching(/^GET .responses./));
  for (const { id, kind } of await jobs())
    await tried(client, 'get-job', { id, wait_seconds: kind === 'batch' ? 10 : 0 });

  expect(begun.filter(({ isError }) => isError).map(({ said }) => said)).toEqual([]);
  expect(new Set((await jobs()).map(({ kind }) => kind))).toEqual(
    new Set(['batch', 'fine-tuning', 'response']),
  );
  const unasked = sent
    .slice(createdBy)
    .map(([what]) => what.replace(/(file|batch|ftjob|resp|vs)[-_]\w+/g, 'ID'));
  expect(unasked).toEqual(
    expect.arrayContaining([
      'GET /batches/ID',
      'GET /fine_tuning/jobs/ID',
      'GET /responses/ID',
      'GET /files/ID/content',
    ]),
  );
  expect(new Set(sent.map(([, key]) => key))).toEqual(new Set([`Bearer ${KEY}`]));
}, 60_000);
