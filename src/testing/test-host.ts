import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallToolResult,
  type Client,
  LOG_LEVEL_META_KEY,
  type Prompt,
  type RequestOptions,
  type Resource,
  type ResourceTemplateType,
} from '@modelcontextprotocol/client';
import { loadConfig } from '../config/load-config.js';
import { createHost } from '../create-host.js';
import type { Host } from '../host/host.js';
import type { Notice } from '../host/notice.js';
import type { Progress } from '../host/passage.js';
import { ScriptedOpenAI } from './scripted-openai.js';
import { connect } from './test-client.js';
import { configOfTest, definitionsIn, faultsOfTest } from './test-config.js';
import type { SampleAnswer } from './test-model.js';
import { type TestPrompt, type TestResource, testPrompt, testResource } from './test-offers.js';
import type { PersonAnswer } from './test-person.js';
import type { TestPlugin } from './test-plugin.js';
import { type TestResult, testResult } from './test-result.js';

/** What a {@link TestHost} is started with; all of it may be left out. */
export interface TestHostOptions {
  /** Plugins to serve. */
  plugins?: readonly TestPlugin[];
  /** What would stand in mcp.config.json. Bundled plugins are off unless it turns them on; nothing is sent again unless it sets `openai.maxRetries`. */
  config?: Record<string, unknown>;
  /** Environment variables. Default: an API key that no server takes. */
  env?: Record<string, string>;
  /** The protocol era that the client speaks. Default: `modern` (2026-07-28). */
  era?: 'modern' | 'legacy';
  /** How the person at the client answers questions. Left out: the client can't ask. */
  answer?: PersonAnswer;
  /** What the client's own model says. Left out: the client has none to ask. */
  sample?: SampleAnswer;
  /** The `file:` URLs of the folders that the client tells. Left out: it tells none. */
  roots?: readonly string[];
  /**
   * `scripted`: every request to OpenAI, or to whatever `openai.baseURL` names, ends at {@link TestHost.openai}.
   * `configured`: requests go where the config says, for tests that fake the network themselves. Default: `scripted`.
   */
  network?: 'scripted' | 'configured';
}

/** What a call may have beside its arguments. */
export interface TestCall {
  /** Cancels the call, as a client does: it then rejects. */
  signal?: AbortSignal;
  /** Told each progress message as it comes. */
  onProgress?: (progress: Progress) => void;
  /** How the person answers in this call alone. */
  answer?: PersonAnswer;
}

/** A real host behind a real MCP client, in memory, with a scripted OpenAI behind it. */
export interface TestHost {
  /** The client of the official SDK, for whatever the methods here do not cover. */
  readonly client: Client;
  readonly host: Host;
  /** What OpenAI answers, and what it was asked. */
  readonly openai: ScriptedOpenAI;
  /** The log messages that clients were sent so far, of every level: `call.log`, and what the host has to say. */
  readonly logs: readonly Notice[];
  /** The URIs of which the client was told that they read otherwise now, after {@link subscribe}. */
  readonly updates: readonly string[];
  /** A fresh folder: produced files are below it. */
  readonly dataFolder: string;
  /**
   * Calls a tool. A tool that fails is a result with an `error`, as for any client.
   *
   * @throws Error for a tool that is not served, a call that was cancelled, and a request to OpenAI without a reply.
   */
  callTool<Output = Record<string, unknown>>(
    name: string,
    input?: object,
    call?: TestCall,
  ): Promise<TestResult<Output>>;
  /**
   * Gets a prompt. One that fails is a result with an `error`, though other clients get a protocol error.
   *
   * @param args texts by argument.
   * @throws Error for a call that was cancelled, and a request to OpenAI without a reply.
   */
  getPrompt(name: string, args?: Record<string, string>, call?: TestCall): Promise<TestPrompt>;
  /** Reads a resource; otherwise as {@link TestHost.getPrompt}. What is not there has the error `RESOURCE_UNKNOWN`. */
  readResource(uri: string, call?: TestCall): Promise<TestResource>;
  /**
   * What may be typed on: `complete('pack-bag', 'city', 'Li')`, `complete('trips://cities/{city}', 'city', 'Li')`.
   *
   * @param of the name of a prompt, or a template of URIs.
   * @param others the other arguments or variables, as far as they are filled in.
   * @throws ProtocolError where completing fails.
   */
  complete(of: string, name: string, typed: string, others?: Record<string, string>): Promise<string[]>;
  /** Empty where the server has no prompts. */
  listPrompts(): Promise<Prompt[]>;
  /** Resources with a fixed URI, and those that templates list. Empty where the server has none. */
  listResources(): Promise<Resource[]>;
  /** Templates of URIs. Empty where the server has none. */
  listResourceTemplates(): Promise<ResourceTemplateType[]>;
  /** Has the client told whenever a resource changes: see {@link updates}. */
  subscribe(uri: string): Promise<void>;
  /** @throws Error for every request without a reply, and every reply that nobody asked for. */
  verify(): void;
  /** Stops everything, then verifies. */
  close(): Promise<void>;
  /**
   * For `await using host = await testHost(…)`: as `close()`, but what verifying finds is only said on stderr, because an
   * error thrown here would hide that of a test that has failed.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a {@link TestHost}. Close it when the test is over.
 *
 * @throws FaultError when the config does not hold; Error when one of `plugins` can't be served.
 */
export async function testHost(options: TestHostOptions = {}): Promise<TestHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-'));
  const { document, places } = await configOfTest(options);
  const loaded = await loadConfig({
    env: { OPENAI_API_KEY: 'sk-test', OPENAI_MCP_DATA_DIR: dataFolder, LOG_LEVEL: 'silent', ...options.env },
    cwd: dataFolder,
    document,
  });
  const openai = await ScriptedOpenAI.start();
  const stopAll = async () => {
    await host?.stop();
    await openai.stop();
  };
  let host: Host | undefined;
  try {
    host = await createHost({
      loaded,
      plugins: definitionsIn(options),
      ...(options.network === 'configured' ? {} : { openaiStandIn: openai.address }),
    });
    faultsOfTest(host, places);
  } catch (error) {
    await stopAll();
    throw error;
  }
  return openHost(host, openai, dataFolder, options);
}

async function openHost(
  host: Host,
  openai: ScriptedOpenAI,
  dataFolder: string,
  { era = 'modern', answer, sample, roots }: TestHostOptions,
): Promise<TestHost> {
  const logs: Notice[] = [];
  const updates: string[] = [];
  const heard = {
    hear: (notice: Notice) => void logs.push(notice),
    update: (uri: string) => void updates.push(uri),
  };
  const traits = { era, answer, sample, roots, ...heard };
  const { client, subscribe, close: disconnect } = await connect(host, traits);
  let closing: Promise<void> | undefined;
  const stop = async () => {
    await disconnect();
    await host.stop();
    await openai.stop();
  };
  const stopOnce = () => (closing ??= stop());
  const asking = async <T>(
    { signal, onProgress, answer: own }: TestCall,
    ask: (asked: Client, options: RequestOptions, progress: Progress[]) => Promise<T>,
  ): Promise<T> => {
    const progress: Progress[] = [];
    const apart = own === undefined ? undefined : await connect(host, { ...traits, answer: own });
    const onprogress = (each: Progress) => {
      progress.push(each);
      onProgress?.(each);
    };
    try {
      const options = { ...(signal && { signal }), onprogress };
      const result = await ask(apart?.client ?? client, options, progress);
      openai.throwUnscripted();
      return result;
    } finally {
      await apart?.close();
    }
  };
  return {
    client,
    host,
    openai,
    logs,
    updates,
    subscribe,
    dataFolder,
    verify: () => openai.verify(),
    async close() {
      await stopOnce();
      openai.verify();
    },
    async [Symbol.asyncDispose]() {
      await stopOnce();
      for (const problem of openai.problems()) console.error(problem);
    },
    async callTool<Output>(name: string, input: object = {}, call: TestCall = {}) {
      return asking(call, async (asked, options, progress) => {
        const result = await asked.callTool({ name, arguments: { ...input }, _meta: EVERY_LOG }, options);
        return testResult<Output>(result as CallToolResult, progress);
      });
    },
    getPrompt: (name, args = {}, call = {}) =>
      asking(call, (asked, options, progress) =>
        testPrompt(asked.getPrompt({ name, arguments: args, _meta: EVERY_LOG }, options), progress),
      ),
    readResource: (uri, call = {}) =>
      asking(call, (asked, options, progress) =>
        testResource(asked.readResource({ uri, _meta: EVERY_LOG }, options), progress),
      ),
    complete: (of, name, value, others) =>
      asking({}, async (asked) => {
        const ref = of.includes('{') ? { type: 'ref/resource' as const, uri: of } : promptRef(of);
        const context = others === undefined ? {} : { context: { arguments: others } };
        return (await asked.complete({ ref, argument: { name, value }, ...context })).completion.values;
      }),
    listPrompts: async () => (await client.listPrompts()).prompts,
    listResources: async () => (await client.listResources()).resources,
    listResourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
  };
}

/** Wants every log message. */
const EVERY_LOG = { [LOG_LEVEL_META_KEY]: 'debug' };

const promptRef = (name: string) => ({ type: 'ref/prompt' as const, name });
