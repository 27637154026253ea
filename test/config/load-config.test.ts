import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoadOptions, loadConfig } from '../../src/config/load-config.js';
import { packageRoot } from '../../src/config/package-root.js';
import { HttpSection } from '../../src/config/sections/http-section.js';
import { type Fault, FaultError } from '../../src/contracts/fault.js';
import { TEAM_SERVER } from '../support/team-server.js';

const KEY = 'sk-proj-abcDEF1234567890abcDEF1234567890';
const OTHER_KEY = 'sk-proj-zyxWVU0987654321zyxWVU0987654321';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'config-'));
});

afterEach(() => rmSync(cwd, { recursive: true }));

const put = (name: string, content: unknown) => {
  const path = join(cwd, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const load = (sources: Partial<LoadOptions> = {}) => loadConfig({ env: {}, cwd, ...sources });
const faultsOf = (sources: Partial<LoadOptions> = {}): Promise<readonly Fault[]> =>
  load(sources).then(
    () => expect.unreachable('it was taken'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(FaultError);
      return (error as FaultError).faults;
    },
  );

/** As they are once read: a plugin with settings of its own is on. */
const withEnabled = (plugins: Record<string, object | boolean>) =>
  Object.fromEntries(
    Object.entries(plugins).map(([name, each]) => [
      name,
      typeof each === 'boolean' ? each : { enabled: true, ...each },
    ]),
  );

describe('defaults', () => {
  test('hold where nothing is configured, with the tools of the profile core', async () => {
    const core = JSON.parse(readFileSync('config/profiles/core.json', 'utf8'));

    const { config, ...rest } = await load();

    expect(config).toEqual({
      $schema: core.$schema,
      plugins: withEnabled(core.plugins),
      tools: core.tools,
      openai: { api: 'auto', timeoutSeconds: 600, maxRetries: 3, maxRetryWaitSeconds: 30, sharedObjects: [] },
      defaults: {},
      models: {},
      budget: {
        limits: [],
        alertAt: [50, 80, 95, 100],
        timeZone: 'UTC',
        currency: 'USD',
        maxOutputTokens: 16_384,
      },
      limits: {
        models: {},
        learn: true,
        maxQueued: 256,
        maxWaitSeconds: 120,
        breakAfter: 5,
        breakSeconds: 30,
      },
      cache: {
        enabled: true,
        ttlSeconds: 86_400,
        maxBytes: 134_217_728,
        text: 'deterministic',
        shared: false,
      },
      routing: { aim: 'balance', tiers: {}, floors: {}, tools: {} },
      moderation: {
        input: [],
        output: [],
        onFlagged: 'refuse',
        thresholds: {},
        model: 'omni-moderation-latest',
        whenUnavailable: 'refuse',
        maxCharacters: 2_000_000,
      },
      audit: { enabled: true, payloads: false, retentionDays: 90 },
      storage: { synchronous: 'normal' },
      files: {
        roots: [],
        clientRoots: true,
        keep: {},
        fetch: {
          enabled: true,
          allowHosts: [],
          denyHosts: [],
          allowPrivate: [],
          timeoutSeconds: 120,
          maxMB: 1000,
        },
      },
      server: {
        name: 'openai-mcp-host',
        maxMessageBytes: 1_048_576,
        callTimeoutSeconds: 900,
        admin: { enabled: false },
        handOverSeconds: 50,
        pluginTimeoutSeconds: 10,
        http: { ...new HttpSection() },
        clients: [],
      },
      webhooks: { host: '127.0.0.1', port: 8790, path: '/openai/webhooks' },
      logLevel: 'warn',
      logFormat: 'auto',
      telemetry: {
        ...{ signals: ['traces', 'metrics', 'logs'], sampleRatio: 1, upstream: 'trace', intervalSeconds: 60 },
        ...{ metrics: 'nobody', metricsHost: '127.0.0.1' },
      },
    });
    expect(rest).toEqual({
      file: undefined,
      baseFolder: cwd,
      dataFolder: expect.stringContaining('openai-mcp-host'),
      apiKey: undefined,
    });
  });

  test('fill up what a file leaves out, within plugins too', async () => {
    put('mcp.config.json', {
      plugins: { text: { settings: { model: 'x' } }, images: false },
      openai: { maxRetries: 0 },
      files: {},
    });

    const { config } = await load();

    expect(config.plugins).toEqual({ text: { enabled: true, settings: { model: 'x' } }, images: false });
    expect(config.openai).toMatchObject({ maxRetries: 0, timeoutSeconds: 600 });
    expect(config.files.roots).toEqual([]);
  });

  test('are not shared between two loads', async () => {
    const first = await load();
    first.config.files.roots.push('/');
    first.config.plugins.moderation = false;

    const second = await load();

    expect(second.config.files.roots).toEqual([]);
    expect(second.config.plugins.moderation).toBe(true);
  });
});

describe('precedence', () => {
  const file = { defaults: { model: 'from-file', maxTokens: 1 }, logLevel: 'info' };
  const env = { DEFAULT_MODEL: 'from-environment', LOG_LEVEL: 'error' };
  const flags = { defaults: { model: 'from-flags' } } as const;

  test.each<[string, unknown, NodeJS.ProcessEnv, LoadOptions['flags'], unknown]>([
    ['defaults alone', undefined, {}, {}, [undefined, undefined, 'warn']],
    ['the file over the defaults', file, {}, {}, ['from-file', 1, 'info']],
    ['the environment over the file', file, env, {}, ['from-environment', 1, 'error']],
    ['the flags over all', file, env, flags, ['from-flags', 1, 'error']],
    ['the flags over the file', file, {}, flags, ['from-flags', 1, 'info']],
    ['the environment over the defaults', undefined, env, {}, ['from-environment', undefined, 'error']],
    ['an empty variable as none', file, { DEFAULT_MODEL: '', LOG_LEVEL: ' ' }, {}, ['from-file', 1, 'info']],
    ['an undefined flag as none', file, env, { logLevel: undefined }, ['from-environment', 1, 'error']],
  ])('%s', async (_, document, environment, overrides, expected) => {
    if (document !== undefined) put('mcp.config.json', document);

    const { config } = await load({ env: environment, flags: overrides });

    expect([config.defaults.model, config.defaults.maxTokens, config.logLevel]).toEqual(expected);
  });

  test('every variable finds its place', async () => {
    const { config, dataFolder, apiKey } = await load({
      env: {
        OPENAI_API_KEY: ` ${KEY}\n`,
        OPENAI_ORG_ID: 'org-1',
        OPENAI_PROJECT_ID: 'proj_1',
        OPENAI_BASE_URL: 'https://gateway.example/v1',
        DEFAULT_MODEL: 'gpt-5.6',
        MAX_TOKENS: '2048',
        TEMPERATURE: '0',
        LOG_LEVEL: 'DEBUG',
        OPENAI_MCP_DATA_DIR: 'data',
      },
    });

    expect(config).toMatchObject({
      openai: { organization: 'org-1', project: 'proj_1', baseURL: 'https://gateway.example/v1' },
      defaults: { model: 'gpt-5.6', maxTokens: 2048, temperature: 0 },
      logLevel: 'debug',
    });
    expect(dataFolder).toBe(join(cwd, 'data'));
    expect(apiKey).toBe(KEY);
  });

  test.each([
    ['MAX_TOKENS', 'many'],
    ['MAX_TOKENS', '0'],
    ['MAX_TOKENS', '1.5'],
    ['MAX_TOKENS', 'Infinity'],
    ['TEMPERATURE', 'hot'],
    ['TEMPERATURE', '2.1'],
    ['TEMPERATURE', '-1'],
    ['OPENAI_BASE_URL', 'gateway.example'],
    ['OPENAI_BASE_URL', 'ftp://gateway.example'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_LEVEL', 'constructor'],
  ])('%s=%s is refused by the variable’s name', async (name, value) => {
    const faults = await faultsOf({ env: { [name]: value } });

    expect(faults).toEqual([
      {
        code: 'CONFIG_INVALID',
        where: name,
        message: expect.stringMatching(`^${name} must be `),
        hint: expect.stringContaining(name),
      },
    ]);
  });

  test.each([
    ['trace', 'debug'],
    ['fatal', 'error'],
    ['warning', 'warn'],
    ['off', 'silent'],
  ])('a log level that others know, %s, is read as %s', async (given, meant) => {
    const { config } = await load({ env: { LOG_LEVEL: given } });

    expect(config.logLevel).toBe(meant);
  });
});

describe('which file', () => {
  beforeEach(() => {
    mkdirSync(join(cwd, 'sub'));
    put('mcp.config.json', { defaults: { model: 'found' } });
    put('sub/named.json', { defaults: { model: 'named' } });
    put('sub/variable.json', { defaults: { model: 'variable' } });
  });

  test.each<[string, Partial<LoadOptions>, string, string]>([
    ['mcp.config.json in the working folder', {}, 'found', '.'],
    ['the one in OPENAI_MCP_CONFIG', { env: { OPENAI_MCP_CONFIG: 'sub/variable.json' } }, 'variable', 'sub'],
    [
      'the one that the command line names',
      { file: './sub/named.json', env: { OPENAI_MCP_CONFIG: 'sub/variable.json' } },
      'named',
      'sub',
    ],
  ])('%s', async (_, sources, model, folder) => {
    const { config, file, baseFolder } = await load(sources);

    expect(config.defaults.model).toBe(model);
    expect(baseFolder).toBe(join(cwd, folder));
    expect(file).toMatch(join(cwd, folder));
  });

  test.each<[string, Partial<LoadOptions>]>([
    ['the command line', { file: 'nowhere.json' }],
    ['the environment', { env: { OPENAI_MCP_CONFIG: 'nowhere.json' } }],
  ])('a file named by %s must exist', async (_, sources) => {
    const faults = await faultsOf(sources);

    expect(faults).toMatchObject([
      {
        code: 'CONFIG_NOT_FOUND',
        where: join(cwd, 'nowhere.json'),
        hint: expect.stringContaining('core, creative, full, read-only'),
      },
    ]);
  });

  test('a folder is no config file', async () => {
    const faults = await faultsOf({ file: 'sub' });

    expect(faults).toMatchObject([
      { code: 'CONFIG_UNREADABLE', message: expect.stringContaining('it is a folder') },
    ]);
  });

  test.each(['core', 'full', 'read-only', 'creative'])('the profile %s, by its name', async (name) => {
    const { config, file, baseFolder } = await load({ file: name });

    expect(file).toBe(join(packageRoot(), 'config', 'profiles', `${name}.json`));
    expect(baseFolder).toBe(cwd);
    expect(config.plugins.usage).not.toBe(false);
  });

  test('the read-only profile serves nothing that makes or changes anything', async () => {
    const { config } = await load({ file: 'read-only' });

    expect(config.tools.effects).toEqual(['read-only']);
  });

  test('the profile of a team server names everything that it still has to be told', async () => {
    const faults = await faultsOf({ file: 'team-server' });

    expect(faults.map(({ code, message }) => [code, /variable (\w+) is not set/.exec(message)?.[1]])).toEqual(
      Object.keys(TEAM_SERVER).map((name) => ['CONFIG_SECRET_MISSING', name]),
    );
  });

  test('the profile of a team server gives each team its own tools, money and pace', async () => {
    const { config } = await load({ file: 'team-server', env: TEAM_SERVER });
    const [a, b, operators] = config.server.clients;

    expect([a!.name, b!.name, operators!.name]).toEqual(['team-a', 'team-b', 'operators']);
    expect(a).toMatchObject({ budget: { perDay: 25 }, limits: { concurrentCalls: 16 }, operator: false });
    expect(b!.tools).toEqual({ effects: ['read-only', 'additive'] });
    expect(operators!.operator).toBe(true);
    expect(config.storage.url).toBe(TEAM_SERVER.OPENAI_MCP_DATABASE_URL);
    expect(config.files.store).toMatchObject({ kind: 's3', endpoint: TEAM_SERVER.S3_ENDPOINT });
    expect(config.server.http.publicUrl).toBe(TEAM_SERVER.PUBLIC_URL);
  });

  test.each(['../package', 'core.json', 'Core'])('%s is no profile', async (file) => {
    const faults = await faultsOf({ file });

    expect(faults).toMatchObject([{ code: 'CONFIG_NOT_FOUND' }]);
  });

  test('a home folder may be written with a tilde', async () => {
    const { dataFolder } = await load({ env: { OPENAI_MCP_DATA_DIR: '~/openai-data' } });

    expect(dataFolder).toBe(join(homedir(), 'openai-data'));
  });
});

describe('a document in place of a file', () => {
  test('is read, and no file is', async () => {
    put('mcp.config.json', { logLevel: 'info', defaults: { model: 'from-file' } });

    const { config, file, baseFolder } = await load({
      document: { defaults: { temperature: 1 } },
      env: { OPENAI_MCP_CONFIG: 'nowhere.json' },
    });

    expect(config).toMatchObject({ defaults: { temperature: 1 }, logLevel: 'warn' });
    expect(config.defaults.model).toBeUndefined();
    expect([file, baseFolder]).toEqual([undefined, cwd]);
  });

  test('is checked as a file is', async () => {
    const faults = await faultsOf({ document: { logLevel: 'loud', openai: { apiKey: KEY } } });

    expect(faults).toMatchObject([
      { code: 'CONFIG_SECRET_INLINE', where: 'openai.apiKey' },
      { code: 'CONFIG_INVALID', where: 'logLevel', hint: 'Correct it in the config.' },
    ]);
  });
});

describe('a file that is not JSON', () => {
  test.each([
    ['{\n  "openai": {\n    "api": "chat"\n    "maxRetries": 1\n  }\n}', 4, 5, '"maxRetries": 1'],
    ['{\n  "plugins": {},\n}', 3, 1, '}'],
    ['{\n  // mine\n  "plugins": {}\n}', 2, 3, '// mine'],
    ["{\n  'plugins': {}\n}", 2, 3, "'plugins': {}"],
    ['{\n  "logLevel": warn\n}', 2, 15, '"logLevel": warn'],
    [`{\n  "a": ${'[1,'.repeat(30)} nope`, 2, 100, '"a": [1,'],
    ['{ "plugins": {}', 1, 16, '{ "plugins": {}'],
    ['', 1, 1, ''],
    ['{} {}', 1, 4, '{} {}'],
  ])('is shown by line and column: %j', async (text, line, column, excerpt) => {
    const path = put('mcp.config.json', text);

    const faults = await faultsOf();

    expect(faults).toMatchObject([{ code: 'CONFIG_SYNTAX', where: `${path}:${line}:${column}` }]);
    expect(faults[0]!.message).toContain(excerpt);
  });

  test.each([
    `{ "openai": { "apiKey": "${KEY}" "x" } }`,
    `{ "openai": { "apiKey": ${KEY} } }`,
    `{ "openai": { "apiKey": "${KEY}\n" } }`,
    `{ "password": "abcDEF1234567890" "x" }`,
  ])('shows no secret', async (text) => {
    put('mcp.config.json', text);

    const faults = await faultsOf();

    expect(faults).toMatchObject([{ code: 'CONFIG_SYNTAX' }]);
    expect(JSON.stringify(faults)).not.toContain('abcDEF');
  });

  test('is not one that merely begins with a byte order mark', async () => {
    put('mcp.config.json', '\ufeff{ "logLevel": "info" }');

    const { config } = await load();

    expect(config.logLevel).toBe('info');
  });
});

describe('wrong values', () => {
  test('are all told at once, each with its place', async () => {
    put('mcp.config.json', {
      plugins: { text: { enabld: true, settings: 5 }, images: 'yes', 'my plugin': { from: 1 } },
      tools: { effects: ['read-only', 'harmless'], only: 'chat-*' },
      openai: { maxRetries: -1, apiKey: KEY, baseURL: 'gateway' },
      defaults: { temperature: '$' + '{env:NO_SUCH_VARIABLE}' },
      servr: {},
      logLevel: 'loud',
    });

    const faults = await faultsOf({ env: { MAX_TOKENS: 'many', OPENAI_API_KEY_FILE: 'nowhere' } });

    expect(faults.map(({ code, where }) => [code, where]).sort()).toEqual(
      [
        ['CONFIG_INVALID', 'MAX_TOKENS'],
        ['CONFIG_INVALID', 'logLevel'],
        ['CONFIG_INVALID', 'openai.baseURL'],
        ['CONFIG_INVALID', 'openai.maxRetries'],
        ['CONFIG_INVALID', 'plugins.images'],
        ['CONFIG_INVALID', 'plugins.text.enabld'],
        ['CONFIG_INVALID', 'plugins.text.settings'],
        ['CONFIG_INVALID', 'plugins["my plugin"].from'],
        ['CONFIG_INVALID', 'servr'],
        ['CONFIG_INVALID', 'tools.effects[1]'],
        ['CONFIG_INVALID', 'tools.only'],
        ['CONFIG_SECRET_INLINE', 'openai.apiKey'],
        ['CONFIG_SECRET_MISSING', 'OPENAI_API_KEY_FILE'],
        ['CONFIG_SECRET_MISSING', 'defaults.temperature'],
      ].sort(),
    );
    for (const { hint } of faults) expect(hint).toMatch(/\.$/);
    expect(JSON.stringify(faults)).not.toContain('abcDEF');
  });

  test.each([
    [{ servr: {} }, 'Unknown property "servr" in the config; did you mean "server"?'],
    [{ openai: { maxRetrys: 1 } }, 'Unknown property "maxRetrys" in openai; did you mean "maxRetries"?'],
    [{ openai: { maxRetries: 1.5 } }, 'openai.maxRetries must be an integer (it is 1.5).'],
    [{ completelyDifferent: 1 }, 'Unknown property "completelyDifferent" in the config.'],
    [[], 'The config must be an object (it is an array).'],
    [null, 'The config must be an object (it is null).'],
    [
      { logLevel: 'loud' },
      'logLevel must be one of "debug", "info", "warn", "error", "silent" (it is "loud").',
    ],
  ])('are told in a sentence: %j', async (document, sentence) => {
    const path = put('mcp.config.json', document);

    const faults = await faultsOf();

    expect(faults).toMatchObject([{ message: sentence, hint: `Correct it in ${path}.` }]);
  });

  test('show no key that stands in the place of a name', async () => {
    put('mcp.config.json', { [KEY]: true, plugins: { text: { [KEY]: 1 } } });

    const faults = await faultsOf();

    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toContain('abcDEF');
  });

  test('do not reach the prototype', async () => {
    put(
      'mcp.config.json',
      '{ "plugins": { "__proto__": { "enabled": false } }, "__proto__": { "polluted": 1 } }',
    );

    const faults = await faultsOf();

    expect(faults).toMatchObject([{ code: 'CONFIG_INVALID', message: expect.stringContaining('__proto__') }]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('references', () => {
  const env = (name: string) => `\${env:${name}}`;
  const file = (name: string) => `\${file:${name}}`;

  test('are resolved in any text, relative to the config file', async () => {
    mkdirSync(join(cwd, 'sub'));
    put('sub/host', 'gateway.example\n');
    put('sub/config.json', {
      openai: { apiKey: env('MY_KEY'), baseURL: `https://${file('host')}/${env('PART')}/v1` },
      plugins: { text: { settings: { deep: [{ model: env('PART') }] } } },
      logLevel: env('LEVEL'),
    });

    const { config, apiKey } = await load({
      file: 'sub/config.json',
      env: { MY_KEY: KEY, PART: 'eu', LEVEL: 'error' },
    });

    expect(apiKey).toBe(KEY);
    expect(config.openai.baseURL).toBe('https://gateway.example/eu/v1');
    expect(config.plugins.text).toMatchObject({ settings: { deep: [{ model: 'eu' }] } });
    expect(config.logLevel).toBe('error');
  });

  test('keep the key out of the config itself', async () => {
    put('mcp.config.json', { openai: { apiKey: env('MY_KEY') } });

    const { config } = await load({ env: { MY_KEY: KEY } });

    expect(JSON.stringify(config)).not.toContain(KEY);
  });

  test.each([
    [env('NOWHERE'), 'NOWHERE is not set', 'Set NOWHERE'],
    [env('constructor'), 'constructor is not set', 'Set constructor'],
    [env('EMPTY'), 'EMPTY is not set', 'Set EMPTY'],
    [file('nowhere'), "nowhere can't be read", 'relative to the config file'],
    [`${env('MY_KEY')}${env('NOWHERE')}`, 'NOWHERE is not set', 'Set NOWHERE'],
  ])('that lead nowhere are named: %s', async (reference, why, hint) => {
    put('mcp.config.json', { plugins: { text: { settings: { token: reference } } } });

    const faults = await faultsOf({ env: { MY_KEY: KEY, EMPTY: '' } });

    expect(faults).toMatchObject([
      {
        code: 'CONFIG_SECRET_MISSING',
        where: 'plugins.text.settings.token',
        message: expect.stringContaining(why),
        hint: expect.stringContaining(hint),
      },
    ]);
    expect(JSON.stringify(faults)).not.toContain('abcDEF');
  });

  test('never show what they refer to, even where it does not fit', async () => {
    put('secret', 'hunter2-hunter2');
    put('mcp.config.json', {
      logLevel: env('MY_KEY'),
      openai: { api: file('secret'), baseURL: env('PLAIN'), maxRetries: env('PLAIN') },
    });

    const faults = await faultsOf({ env: { MY_KEY: KEY, PLAIN: 'correct horse' } });

    expect(faults.map(({ where }) => where).sort()).toEqual([
      'logLevel',
      'openai.api',
      'openai.baseURL',
      'openai.maxRetries',
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/abcDEF|hunter2|correct horse/);
  });

  test('to the standard variables may lead nowhere, so that a server without a key starts', async () => {
    put('mcp.config.json', { openai: { apiKey: env('OPENAI_API_KEY'), adminKey: env('OPENAI_ADMIN_KEY') } });

    const { apiKey, adminKey } = await load();

    expect([apiKey, adminKey]).toEqual([undefined, undefined]);
  });

  test.each<[string, unknown, string]>([
    ['the key of OpenAI', { openai: { apiKey: KEY } }, 'openai.apiKey'],
    ['an admin key', { openai: { adminKey: '0123456789abcdef' } }, 'openai.adminKey'],
    ['a key of any look', { openai: { apiKey: '0123456789abcdef' } }, 'openai.apiKey'],
    [
      'a key among settings',
      { plugins: { text: { settings: { list: [`Bearer ${KEY}`] } } } },
      'plugins.text.settings.list[0]',
    ],
    ['a key under the wrong name', { openai: { organization: KEY } }, 'openai.organization'],
  ])('are asked for in place of %s', async (_, document, where) => {
    put('mcp.config.json', document);

    const faults = await faultsOf();

    expect(faults).toMatchObject([
      { code: 'CONFIG_SECRET_INLINE', where, hint: expect.stringContaining('${env:') },
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/abcDEF|0123456789abcdef/);
  });
});

describe('the key', () => {
  test.each<[string, NodeJS.ProcessEnv, string | undefined]>([
    ['OPENAI_API_KEY', { OPENAI_API_KEY: KEY }, KEY],
    ['the file in OPENAI_API_KEY_FILE', { OPENAI_API_KEY_FILE: 'key' }, OTHER_KEY],
    ['OPENAI_API_KEY before the file', { OPENAI_API_KEY: KEY, OPENAI_API_KEY_FILE: 'key' }, KEY],
    ['nowhere where both are empty', { OPENAI_API_KEY: '', OPENAI_API_KEY_FILE: '' }, undefined],
  ])('comes from %s', async (_, env, expected) => {
    put('key', `${OTHER_KEY}\n`);

    const { apiKey } = await load({ env });

    expect(apiKey).toBe(expected);
  });

  test('that reads the costs comes from a variable, a file or the config, and is not in the config that is passed on', async () => {
    put('key', `${OTHER_KEY}\n`);
    put('mcp.config.json', { openai: { adminKey: '$' + '{env:MINE}' } });

    const named = await load({ env: { MINE: KEY } });
    const filed = await load({ env: { MINE: KEY, OPENAI_ADMIN_KEY_FILE: 'key' } });
    const given = await load({ env: { MINE: 'x', OPENAI_ADMIN_KEY: KEY, OPENAI_ADMIN_KEY_FILE: 'key' } });

    expect([named.adminKey, filed.adminKey, given.adminKey]).toEqual([KEY, OTHER_KEY, KEY]);
    expect([named.apiKey, JSON.stringify(named.config).includes(KEY)]).toEqual([undefined, false]);
  });

  test('comes from the environment before the config file', async () => {
    put('mcp.config.json', { openai: { apiKey: '$' + '{env:MINE}' } });

    const { apiKey } = await load({ env: { MINE: OTHER_KEY, OPENAI_API_KEY: KEY } });

    expect(apiKey).toBe(KEY);
  });

  test.each([
    ['nowhere', "can't be read"],
    ['empty', 'is empty'],
  ])('is missed where the file is %s', async (name, why) => {
    put('empty', '\n');

    const faults = await faultsOf({ env: { OPENAI_API_KEY_FILE: name } });

    expect(faults).toMatchObject([
      { code: 'CONFIG_SECRET_MISSING', where: 'OPENAI_API_KEY_FILE', message: expect.stringContaining(why) },
    ]);
  });
});
