import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { answers } from 'openai-mcp-host/testing';
import { GetJob } from '../../../plugins/jobs/get-job.tool.js';
import jobs from '../../../plugins/jobs/plugin.js';
import { ChatCompletion } from '../../../plugins/text/chat-completion.tool.js';
import text from '../../../plugins/text/plugin.js';
import type { Access } from '../../../src/contracts/access.js';
import { AccessRefusal } from '../../../src/contracts/authenticate.js';
import patient from '../../fixtures/plugins/patient.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';

export const PLUGINS = [
  definePlugin({ ...text, tools: [ChatCompletion] }),
  definePlugin({ ...jobs, tools: [GetJob] }),
  patient,
];

/** One that may do everything. */
const access = (name: string, isOperator: boolean) =>
  ({
    ...{ name, isOperator, hasModelList: false, record: { name } },
    admits: () => true,
    admitsOffers: () => true,
    admitsModel: () => true,
  }) as Access;
const CLIENTS: Record<string, Access> = { red: access('team-red', false), boss: access('boss', true) };

export const tokenOf = (client: 'red' | 'boss') => ({ authorization: `Bearer ${client}` });

export interface BusyServer extends ServedHttp {
  /** What Prometheus gets. */
  metrics(): Promise<string>;
}

/** A server over HTTP whose metrics operators may read, with two clients that must say who they are. */
export async function busyServer(config: Record<string, unknown> = {}): Promise<BusyServer> {
  const served = await servedHttp({
    plugins: PLUGINS,
    config: {
      budget: {
        limits: [
          { scope: 'model', match: 'gpt-6-luna', window: 'day', usd: 0.000001, mode: 'hard' },
          { scope: 'client', match: 'team-red', window: 'day', usd: 50, mode: 'soft' },
        ],
      },
      cache: { enabled: true, text: 'always' },
      openai: { maxRetries: 1 },
      server: { handOverSeconds: 0.1 },
      telemetry: { metrics: 'operators' },
      ...config,
    },
    face: {
      authenticate: ({ headers }) =>
        CLIENTS[headers.authorization?.split(' ')[1] ?? ''] ??
        new AccessRefusal(401, { code: 'TOKEN_INVALID', message: 'Who are you?' }),
    },
  });
  return {
    ...served,
    metrics: async () => (await fetch(`${served.origin}/metrics`, { headers: tokenOf('boss') })).text(),
  };
}

const say = (content: string, more: object = {}) => ({ messages: [{ role: 'user', content }], ...more });

/** Has everything happen once that is counted. */
export async function beBusy({ host, client }: ServedHttp): Promise<void> {
  const red = await client('modern', { headers: tokenOf('red') });
  const call = (name: string, input: Record<string, unknown>) => red.callTool({ name, arguments: input });
  const chat = (input: Record<string, unknown>) => call('chat-completion', input);
  host.openai.reply('/responses', answers.text('One.'));
  await chat(say('cached', { model: 'gpt-6.2-sol', temperature: 0 }));
  await chat(say('cached', { model: 'gpt-6.2-sol', temperature: 0 }));
  await chat(say('refused', { model: 'gpt-6-luna' }));
  host.openai.reply('/responses', answers.error(503, 'overloaded'), answers.text('At last.'));
  await chat(say('again', { model: 'gpt-6.2-sol' }));
  host.openai.reply('/responses', answers.text('Free?'));
  await chat(say('unpriced', { model: 'house-model' }));
  host.openai.reply('/responses', answers.error(400, 'bad_request'));
  await chat(say('wrong', { model: `made-up-${'x'.repeat(20)}` }));
  await red.callTool({ name: 'no-such-tool', arguments: {} }).catch(() => {});
  const handed = await call('work-again', { log: join(host.dataFolder, 'log'), seconds: 0.3 });
  const id = (handed._meta as Record<string, string>)['openai-mcp-host/job'];
  await call('get-job', { id, wait_seconds: 10 });
  await (await client('legacy', { headers: tokenOf('red') })).listTools();
}
