import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODERN_META, type RawProcess, rawProcess } from '../support/raw-process.js';

const from = fileURLToPath(new URL('../fixtures/conformance', import.meta.url));
const ALL = { elicitation: {}, sampling: {}, roots: {} };

const accept = (content: object) => ({ action: 'accept', content });
const SAID = { role: 'assistant', content: { type: 'text', text: 'Paris.' }, model: 'test-model' };
const ROOTS = { roots: [{ uri: 'file:///test/root', name: 'Test Root' }] };

/** What the official suite checks of results that require input, as the messages of the newer era. */
describe('the fixtures whose results require input', () => {
  let raw: RawProcess;

  beforeAll(async () => {
    raw = await rawProcess({ config: { plugins: { conformance: { from } } } });
  });

  afterAll(() => raw.stop());

  const call = (tool: string, more: object = {}, capabilities: object = ALL) => {
    const _meta = { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': capabilities };
    const name = `test_input_required_result_${tool}`;
    return raw.ask('tools/call', { name, arguments: {}, ...more, _meta });
  };

  test.each([
    [
      'basic-elicitation',
      'elicitation',
      'user_name',
      'elicitation/create',
      accept({ name: 'Alice' }),
      /Alice/,
    ],
    ['basic-sampling', 'sampling', 'sample', 'sampling/createMessage', SAID, /Paris/],
    ['basic-list-roots', 'list_roots', 'roots', 'roots/list', ROOTS, /file:\/\/\/test\/root/],
    ['request-state', 'request_state', 'confirm', 'elicitation/create', accept({ ok: true }), /state-ok/],
  ])('%s', async (_scenario, tool, key, method, reply, text) => {
    const first = await call(tool);
    const { requestState } = first.result;
    const second = await call(tool, { requestState, inputResponses: { [key]: reply } });

    expect(first.result).toMatchObject({
      resultType: 'input_required',
      inputRequests: { [key]: { method } },
      requestState: expect.any(String),
    });
    expect(second.result.content[0].text).toMatch(text);
  });

  test('multiple-input-requests', async () => {
    const { result } = await call('multiple_inputs');
    const { requestState } = result;
    const inputResponses = { user_name: accept({ name: 'Alice' }), sample: SAID, roots: ROOTS };
    const answered = await call('multiple_inputs', { requestState, inputResponses });

    expect(Object.keys(result.inputRequests)).toEqual(['user_name', 'sample', 'roots']);
    expect(JSON.parse(answered.result.content[0].text)).toMatchObject([
      { fields: { name: 'Alice' } },
      { text: 'Paris.', model: 'test-model' },
      ROOTS,
    ]);
  });

  test.each([
    ['missing-input-response', { wrong_key: accept({ name: 'Alice' }) }],
    ['validate-input', { user_name: 12345 }],
    ['validate-input, of a field', { user_name: accept({ name: 12345 }) }],
  ])('%s', async (_scenario, inputResponses) => {
    const { result } = await call('elicitation', { inputResponses });

    expect(Object.keys(result.inputRequests)).toEqual(['user_name']);
  });

  test('ignore-extra-params', async () => {
    const inputResponses = {
      user_name: accept({ name: 'Alice' }),
      unknown_extra_key: accept({ foo: 'bar' }),
    };

    const { result } = await call('elicitation', { inputResponses });

    expect(result.content).toEqual([{ type: 'text', text: 'Hello, Alice!' }]);
  });

  test('tampered-state', async () => {
    const { result } = await call('tampered_state');

    const { error } = await call('tampered_state', {
      requestState: `${result.requestState}-TAMPERED`,
      inputResponses: { confirm: accept({ ok: true }) },
    });

    expect(error.code).toBe(-32602);
  });

  test('capability-check', async () => {
    const { result } = await call('capabilities', {}, { sampling: {} });

    expect(Object.keys(result.inputRequests)).toEqual(['sample']);
  });

  test('unsupported-methods', async () => {
    for (const method of ['tools/list', 'prompts/list']) {
      const { result } = await raw.ask(method, { _meta: MODERN_META });

      expect(result.resultType).toBe('complete');
    }
  });

  test('server-stateless: a capability that is missing, and a log that nobody wants', async () => {
    const ask = (name: string) => raw.ask('tools/call', { name, arguments: {}, _meta: MODERN_META });

    const missing = await ask('test_missing_capability');
    await ask('test_logging_tool');
    const plain = await ask('test_streaming_elicitation');

    expect(missing.error).toMatchObject({ code: -32021, data: { requiredCapabilities: { sampling: {} } } });
    expect(plain.result.content[0].text).toBe('Confirmed: unavailable');
    expect(raw.lines().filter((line) => line.includes('notifications/message'))).toEqual([]);
  });
});
