import { definePlugin } from 'openai-mcp-host/plugin';
import { type Answer, type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { AskAssistant } from '../../../plugins/assistants/ask-assistant.tool.js';
import { CreateAssistant } from '../../../plugins/assistants/create-assistant.tool.js';
import { DeleteAssistant } from '../../../plugins/assistants/delete-assistant.tool.js';
import { DeleteThread } from '../../../plugins/assistants/delete-thread.tool.js';
import { ImportAssistants } from '../../../plugins/assistants/import-assistants.tool.js';
import { ListAssistants } from '../../../plugins/assistants/list-assistants.tool.js';
import { ListMessages } from '../../../plugins/assistants/list-messages.tool.js';
import assistants from '../../../plugins/assistants/plugin.js';
import { UpdateAssistant } from '../../../plugins/assistants/update-assistant.tool.js';
import type { Sandbox } from '../../../src/sandbox/start-sandbox.js';

const PLUGIN = definePlugin({
  ...assistants,
  tools: [
    ...[AskAssistant, CreateAssistant, DeleteAssistant, DeleteThread],
    ...[ImportAssistants, ListAssistants, ListMessages, UpdateAssistant],
  ],
});

/** Passes every request on to the sandbox, which answers as OpenAI does; the host takes it for OpenAI. */
export const throughSandbox =
  (sandbox: Sandbox): Answer =>
  async ({ method, path, text, headers }) => {
    const place = `${sandbox.baseURL}${path}`;
    const type = headers['content-type'];
    const response = await fetch(place, {
      method,
      ...(text !== '' && { body: text }),
      ...(type !== undefined && { headers: { 'content-type': type } }),
    });
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
      text: await response.text(),
    };
  };

export type AssistantsHost = TestHost & {
  /** The structured result; a failure is thrown. */
  do<T = Record<string, unknown>>(tool: string, input?: object): Promise<T>;
  /** The code of the error that a call ends with. */
  fails(tool: string, input?: object): Promise<string | undefined>;
  /** A new assistant's id. */
  assistant(fields?: object): Promise<string>;
};

/** The plugin from its sources behind a real client; a failed request is not sent again. */
export async function assistantsHost(
  options: TestHostOptions = {},
  sandbox?: Sandbox,
): Promise<AssistantsHost> {
  const { openai, ...config } = { openai: {}, ...options.config };
  const host = await testHost({
    ...options,
    plugins: [PLUGIN],
    config: { ...config, openai: { maxRetries: 0, ...openai } },
  });
  if (sandbox !== undefined) host.openai.always('*', throughSandbox(sandbox));
  const act = async <T>(tool: string, input: object = {}): Promise<T> => {
    const { structured, error } = await host.callTool<T>(tool, input);
    if (error !== undefined) throw new Error(`${error.code}: ${error.message}`);
    return structured as T;
  };
  return {
    ...host,
    do: act,
    fails: async (tool, input = {}) => (await host.callTool(tool, input)).error?.code,
    assistant: async (fields = {}) =>
      (await act<{ id: string }>('create-assistant', { name: 'Keeper', ...fields })).id,
  };
}

/** A function that looks at the barometer. */
export const BAROMETER = {
  type: 'function',
  function: { name: 'look_at_barometer', description: 'Read the barometer.', parameters: { type: 'object' } },
};
