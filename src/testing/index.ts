/**
 * What plugin authors test with: `openai-mcp-host/testing`.
 *
 * @module openai-mcp-host/testing
 */

export type { Notice } from '../host/notice.js';
export { type Answer, type AnsweredCall, answers } from './answers.js';
export type { ContractCheck, ContractOptions } from './contract/contract-check.js';
export { pluginContract } from './contract/plugin-contract.js';
export type { RecordedRequest } from './recorded-request.js';
export type { Reply } from './reply.js';
export type { ScriptedOpenAI } from './scripted-openai.js';
export { type TestCall, type TestHost, type TestHostOptions, testHost } from './test-host.js';
export type { SampleAnswer } from './test-model.js';
export type { TestPrompt, TestResource } from './test-offers.js';
export type { PersonAnswer, PersonReply } from './test-person.js';
export type { TestPlugin } from './test-plugin.js';
export type { TestError, TestResult } from './test-result.js';
