import { IsString } from 'class-validator';
import {
  type Buildable,
  Contract,
  definePlugin,
  type PluginDefinition,
  Service,
  Tool,
} from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { beforeEach, describe, expect, test } from 'vitest';

const events: string[] = [];
beforeEach(() => void events.splice(0));

class Out {
  @IsString()
  said!: string;
}

/** A tool class of its own for every plugin. */
function toolOf(name: string): Buildable {
  @Tool({ name, title: 'Say', description: 'Say something.', output: Out, effect: 'read-only' })
  class Say {
    run(): Out {
      return { said: name };
    }
  }
  return Say;
}

const plugin = (name: string, rest: Partial<PluginDefinition> = {}) =>
  definePlugin({ name, title: name, version: '1.0.0', host: '^1', tools: [toolOf(`say-${name}`)], ...rest });

function recorder(name: string, start = () => {}): Buildable {
  @Service()
  class Recorder {
    start() {
      start();
      events.push(`${name} started`);
    }
    stop() {
      events.push(`${name} stopped`);
    }
  }
  return Recorder;
}

@Contract('database/Database')
abstract class Database {
  abstract query(): string;
}

@Service()
class MemoryDatabase extends Database {
  private readonly number = events.push('database built');
  query = () => `database ${this.number}`;
  stop = () => void events.push('database stopped');
}

@Tool({
  name: 'ask-database',
  title: 'Ask',
  description: 'Ask it.',
  output: Out,
  effect: 'read-only',
})
class AskDatabase {
  constructor(readonly database: Database) {}

  run(): Out {
    return { said: this.database.query() };
  }
}

const database = plugin('database', { services: [MemoryDatabase], exports: [Database], tools: [] });

describe('a plugin that needs another', () => {
  test('is started after it and stopped before it, in whatever order they are listed', async () => {
    const plugins = [
      plugin('roof', { needs: ['walls'], services: [recorder('roof')] }),
      plugin('walls', { needs: ['ground'], services: [recorder('walls')] }),
      plugin('ground', { services: [recorder('ground')] }),
    ];
    const { callTool, close } = await testHost({ plugins });

    await callTool('say-roof');
    await close();

    expect(events).toEqual([
      ...['ground started', 'walls started', 'roof started'],
      ...['roof stopped', 'walls stopped', 'ground stopped'],
    ]);
  });

  test('is not started by a call of the one that it needs', async () => {
    const plugins = [
      plugin('roof', { needs: ['walls'], services: [recorder('roof')] }),
      plugin('walls', { services: [recorder('walls')] }),
    ];
    const { callTool, close } = await testHost({ plugins });

    await callTool('say-walls');

    expect(events).toEqual(['walls started']);
    await close();
  });

  test('fails with it, and the others serve on', async () => {
    const refuse = () => {
      throw new Error('no ground');
    };
    const plugins = [
      plugin('roof', { needs: ['walls'], services: [recorder('roof')] }),
      plugin('walls', { services: [recorder('walls', refuse)] }),
      plugin('garden'),
    ];
    const { callTool, close } = await testHost({ plugins });

    const roof = await callTool('say-roof');
    const garden = await callTool('say-garden');

    expect(roof).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining("The plugin roof can't be used") }],
    });
    expect(garden.structuredContent).toEqual({ said: 'say-garden' });
    await close();
  });
});

describe('needs that nobody can meet', () => {
  const faultsOf = async (plugins: PluginDefinition[], config = {}) => {
    const { host, close } = await testHost({ plugins, config });
    const served = host.tools.map((tool) => tool.plugin);
    await close();
    return { served, faults: host.faults.map(({ plugin, code, message }) => [plugin, code, message]) };
  };

  test('take out the plugin and those that need it', async () => {
    const { served, faults } = await faultsOf([
      plugin('roof', { needs: ['walls'] }),
      plugin('walls', { needs: ['ground'] }),
      plugin('garden'),
    ]);

    expect(served).toEqual(['garden']);
    expect(faults).toEqual([
      ['walls', 'PLUGIN_NEEDS_MISSING', 'It needs the plugin ground, which is not there.'],
      ['roof', 'PLUGIN_NEEDS_MISSING', "It needs the plugin walls, which can't be served itself."],
    ]);
  });

  test('are told apart: turned off, and broken', async () => {
    const off = await faultsOf([plugin('roof', { needs: ['walls'] }), plugin('walls')], {
      plugins: { walls: false },
    });
    const broken = await faultsOf([plugin('roof', { needs: ['walls'] }), plugin('walls')], {
      plugins: { walls: { settings: { height: 3 } } },
    });

    expect(off.faults).toEqual([
      ['roof', 'PLUGIN_NEEDS_MISSING', 'It needs the plugin walls, which is turned off.'],
    ]);
    expect(broken.faults).toContainEqual([
      'roof',
      'PLUGIN_NEEDS_MISSING',
      "It needs the plugin walls, which can't be served itself.",
    ]);
  });

  test('name the whole circle, for each plugin from where it stands', async () => {
    const { served, faults } = await faultsOf([
      plugin('hen', { needs: ['egg'] }),
      plugin('egg', { needs: ['nest'] }),
      plugin('nest', { needs: ['hen'] }),
      plugin('fox', { needs: ['hen'] }),
      plugin('narcissus', { needs: ['narcissus'] }),
      plugin('garden'),
    ]);

    expect(served).toEqual(['garden']);
    expect(faults).toEqual([
      [
        'hen',
        'PLUGIN_NEEDS_CIRCLE',
        "It can't be started before what it needs: hen needs egg needs nest needs hen.",
      ],
      [
        'egg',
        'PLUGIN_NEEDS_CIRCLE',
        "It can't be started before what it needs: egg needs nest needs hen needs egg.",
      ],
      [
        'nest',
        'PLUGIN_NEEDS_CIRCLE',
        "It can't be started before what it needs: nest needs hen needs egg needs nest.",
      ],
      ['fox', 'PLUGIN_NEEDS_MISSING', "It needs the plugin hen, which can't be served itself."],
      ['narcissus', 'PLUGIN_NEEDS_CIRCLE', 'It needs itself.'],
    ]);
  });
});

describe('a service that a plugin exports', () => {
  const reports = (name: string, tool: Buildable, rest = {}) =>
    plugin(name, { tools: [tool], needs: ['database'], ...rest });

  test('is injected into those that need it: one instance, stopped once, by its owner', async () => {
    @Service()
    class Reader {
      constructor(readonly database: Database) {}
    }
    @Tool({ name: 'read-on', title: 'Read', description: 'Read.', output: Out, effect: 'read-only' })
    class ReadOn {
      constructor(readonly reader: Reader) {}
      run(): Out {
        return { said: this.reader.database.query() };
      }
    }
    const plugins = [
      reports('asker', AskDatabase),
      reports('reader', ReadOn, { services: [Reader] }),
      database,
    ];
    const { callTool, close } = await testHost({ plugins });

    const asked = await callTool('ask-database');
    const read = await callTool('read-on');
    await close();

    expect([asked.structuredContent, read.structuredContent]).toEqual([
      { said: 'database 1' },
      { said: 'database 1' },
    ]);
    expect(events).toEqual(['database built', 'database stopped']);
  });

  test('is found by its name, so that another copy of the class agrees', async () => {
    @Contract('database/Database')
    abstract class OtherCopy {
      abstract query(): string;
    }
    @Tool({ name: 'ask-copy', title: 'Ask', description: 'Ask it.', output: Out, effect: 'read-only' })
    class AskCopy {
      constructor(readonly database: OtherCopy) {}
      run(): Out {
        return { said: this.database.query() };
      }
    }
    const { callTool, close } = await testHost({ plugins: [reports('asker', AskCopy), database] });

    const result = await callTool('ask-copy');

    expect(result.structuredContent).toEqual({ said: 'database 1' });
    await close();
  });

  test("is the plugin's own too, by the name that it exports", async () => {
    const own = plugin('database', {
      services: [MemoryDatabase],
      exports: [Database],
      tools: [AskDatabase],
    });
    const { callTool, close } = await testHost({ plugins: [own] });

    const result = await callTool('ask-database');

    expect(result.structuredContent).toEqual({ said: 'database 1' });
    await close();
  });

  test('is not injected without a need, and the hint names the plugin that has it', async () => {
    const plugins = [plugin('asker', { tools: [AskDatabase] }), database];

    await expect(testHost({ plugins })).rejects.toMatchObject({
      faults: [
        {
          code: 'SERVICE_UNKNOWN',
          message: "AskDatabase asks for database/Database, which is the plugin database's.",
          hint: "Add 'database' to `needs` in definePlugin.",
        },
      ],
    });
  });

  test('is not injected when its plugin keeps it to itself', async () => {
    const silent = plugin('database', { services: [MemoryDatabase] });

    const { host, close } = await testHost({ plugins: [reports('asker', AskDatabase), silent] });

    expect(host.faults).toMatchObject([
      {
        plugin: 'asker',
        code: 'SERVICE_UNKNOWN',
        message: 'It asks for database/Database, which the plugin database does not export.',
      },
    ]);
    await close();
  });

  test.each([
    ['has no name', recorder('nameless'), 'EXPORT_NOT_NAMED'],
    ['is named for another plugin', Database, 'EXPORT_NOT_NAMED'],
  ])('is refused when it %s', async (_how, exported, code) => {
    const exporting = plugin('elsewhere', { services: [exported as Buildable], exports: [exported] });

    await expect(testHost({ plugins: [exporting] })).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ code })]),
    });
  });

  test('is refused when no service stands behind it, or several do', async () => {
    @Service()
    class Spare extends MemoryDatabase {}
    const none = plugin('database', { exports: [Database] });
    const several = plugin('database', { services: [MemoryDatabase, Spare], exports: [Database] });

    await expect(testHost({ plugins: [none] })).rejects.toMatchObject({
      faults: [{ code: 'EXPORT_NOT_PROVIDED', message: expect.stringContaining('none of its services') }],
    });
    await expect(testHost({ plugins: [several] })).rejects.toMatchObject({
      faults: [{ code: 'EXPORT_NOT_PROVIDED', message: expect.stringContaining('MemoryDatabase, Spare') }],
    });
  });
});
