import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger, type LogOptions } from '../../../src/services/logging/create-logger.js';

const KEY = 'sk-proj-abcDEF1234567890abcDEF1234567890';

describe('the log', () => {
  let folder: string;
  let file: string;
  let fd: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
    file = join(folder, 'log');
    fd = openSync(file, 'w');
  });

  afterEach(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });

  const logger = (options: Partial<LogOptions> = {}, plugin = 'text') =>
    createLogger({ level: 'debug', fd, ...options }).loggerFor(plugin);
  const written = () => readFileSync(file, 'utf8');
  const lines = () => written().trimEnd().split('\n');
  const onlyLine = () => {
    expect(lines()).toHaveLength(1);
    return JSON.parse(written());
  };

  test('writes a JSON line with level, time, plugin, message and facts where no one watches', () => {
    logger().warn('The model is retiring.', { model: 'gpt-5.1', days: 12 });

    expect(onlyLine()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      plugin: 'text',
      msg: 'The model is retiring.',
      facts: { model: 'gpt-5.1', days: 12 },
    });
  });

  test('writes a line for people on a terminal', () => {
    logger({ human: true }).info('The model is retiring.', { model: 'gpt-5.1', days: 12 });

    expect(written()).toMatch(
      /^\d\d:\d\d:\d\d INFO {2}text: The model is retiring\. {2}model=gpt-5\.1 {2}days=12\n$/,
    );
  });

  test.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at level %s writes %j', (level, expected) => {
    const log = logger({ level });

    log.debug('debug');
    log.info('info');
    log.warn('warn');
    log.error('error');

    expect(
      lines()
        .filter(Boolean)
        .map((line) => JSON.parse(line).level),
    ).toEqual(expected);
  });

  test.each([
    [
      'a message',
      (log: ReturnType<typeof logger>) => log.error(`Refused: Incorrect API key provided: ${KEY}.`),
    ],
    ['a fact', (log: ReturnType<typeof logger>) => log.error('Refused.', { detail: `used ${KEY}` })],
    [
      'a header',
      (log: ReturnType<typeof logger>) =>
        log.error('Refused.', { headers: { Authorization: `Bearer ${KEY}` } }),
    ],
    ['a list', (log: ReturnType<typeof logger>) => log.error('Refused.', { tried: [{ with: [KEY] }] })],
    [
      'an error and its cause',
      (log: ReturnType<typeof logger>) =>
        log.error('Refused.', { error: new Error(`bad ${KEY}`, { cause: new Error(`worse ${KEY}`) }) }),
    ],
    ['the name of a fact', (log: ReturnType<typeof logger>) => log.error('Refused.', { [KEY]: 1 })],
    ['a map', (log: ReturnType<typeof logger>) => log.error('Refused.', { keys: new Map([['first', KEY]]) })],
    ['the plugin name', () => logger({}, KEY).error('Refused.')],
  ])('never writes a key in %s', (_, act) => {
    act(logger());

    expect(written()).toContain('redacted');
    expect(written()).not.toContain('abcDEF1234567890');
  });

  test('masks facts that are named like a secret, whatever they look like', () => {
    logger().info('Connected.', {
      apiKey: 'hunter2',
      options: { password: 'hunter2', 'api-key': 'hunter2', access_token: 'hunter2' },
    });

    expect(written()).not.toContain('hunter2');
    expect(onlyLine().facts.options).toEqual({
      password: '[redacted]',
      'api-key': '[redacted]',
      access_token: '[redacted]',
    });
  });

  test('keeps token counts readable', () => {
    logger().info('Answered.', { inputTokens: 12, maxTokens: 4, tokens: 16 });

    expect(onlyLine().facts).toEqual({ inputTokens: 12, maxTokens: 4, tokens: 16 });
  });

  test('masks the texts that it is told never to write', () => {
    logger({ secrets: ['0123456789abcdef'] }).info('Azure key 0123456789abcdef', { key: '0123456789abcdef' });

    expect(written()).not.toContain('0123456789abcdef');
  });

  test.each([true, false])(
    'keeps a message with line breaks and terminal codes on one line (for people: %s)',
    (human) => {
      logger({ human }).info('first\n{"level":"error"}\r\u001b[2Jsecond\u2028third', { name: 'a\nb' });

      expect(lines()).toHaveLength(1);
      expect(written()).not.toContain('\u001b');
    },
  );

  test('lets no fact forge the level, the time or the plugin', () => {
    logger().info('Hello.', { level: 'error', plugin: 'other', msg: 'forged', time: 0 });

    expect(onlyLine()).toMatchObject({ level: 'info', plugin: 'text', msg: 'Hello.' });
  });

  test('survives cycles, big integers, throwing getters and bytes', () => {
    const circle: Record<string, unknown> = { nano: 12n, bytes: new Uint8Array(3) };
    circle.self = circle;
    Object.defineProperty(circle, 'trap', { enumerable: true, get: () => expect.unreachable() });

    logger().info('Odd.', { circle });

    expect(onlyLine().facts.circle).toEqual({
      nano: '12',
      bytes: '[3 bytes]',
      self: '[circular]',
      trap: '[unreadable]',
    });
  });
});
