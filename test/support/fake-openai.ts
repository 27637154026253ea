export { type FakeOpenAI, type Script, startFakeOpenAI } from '../../src/testing/fake-openai.js';
export type { RecordedRequest } from '../../src/testing/recorded-request.js';
export type { Reply } from '../../src/testing/reply.js';
