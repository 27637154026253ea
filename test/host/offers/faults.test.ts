import { IsInt, IsOptional, IsString } from 'class-validator';
import { definePlugin, type PluginDefinition, Prompt, Resource, Tool } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { fixture, serveProcess } from '../../support/served-process.js';

class Numbers {
  @IsOptional()
  @IsInt()
  count?: number;
}

class Texts {
  @IsString()
  text = '';
}

const words = { name: 'fine', title: 'Fine', description: 'Fine.' };
const prompt = (options: object, input?: new () => object) => {
  class Made {
    run(): string {
      return '';
    }
  }
  Prompt({ ...words, ...options, ...(input === undefined ? {} : { input }) } as never)(Made);
  return Made;
};
const resource = (options: object) => {
  class Made {
    read(): string {
      return '';
    }
  }
  Resource({ ...words, ...options } as never)(Made);
  return Made;
};
class Unmarked {}
const without = (decorate: (options: never) => (target: never) => void, options: object) => {
  class Made {}
  decorate({ ...words, ...options } as never)(Made as never);
  return Made;
};
@Tool({ ...words, output: Texts, effect: 'read-only', icons: [{ src: 'http://example.com/a.png' }] })
class PlainIcon {
  run(): Texts {
    return new Texts();
  }
}

const toolWithApp = (app: object) => {
  class Made {
    run(): Texts {
      return new Texts();
    }
  }
  Tool({ ...words, output: Texts, effect: 'read-only', app } as never)(Made);
  return { tools: [Made] };
};
const html = () => '<p>';

const BROKEN: [code: string, offers: Partial<PluginDefinition>, says: RegExp][] = [
  ['PROMPT_NOT_MARKED', { prompts: [Unmarked] }, /Unmarked is no prompt/],
  ['PROMPT_WITHOUT_RUN', { prompts: [without(Prompt as never, {})] }, /no run\(\)/],
  ['PROMPT_NAME_INVALID', { prompts: [prompt({ name: 'not a name' })] }, /"not a name"/],
  ['PROMPT_NAME_TAKEN', { prompts: [prompt({}), prompt({})] }, /Two of its prompts are named fine/],
  ['PROMPT_UNDESCRIBED', { prompts: [prompt({ title: ' ' })] }, /The prompt fine has no title/],
  ['PROMPT_ARGUMENT_NOT_TEXT', { prompts: [prompt({}, Numbers)] }, /count of the prompt fine is no text/],
  ['RESOURCE_NOT_MARKED', { resources: [Unmarked] }, /Unmarked is no resource/],
  ['RESOURCE_WITHOUT_READ', { resources: [without(Resource as never, { uri: 'a:b' })] }, /no read\(\)/],
  ['RESOURCE_URI_INVALID', { resources: [resource({ uri: 'not absolute' })] }, /"not absolute"/],
  ['RESOURCE_URI_INVALID', { resources: [resource({ template: 'a:{?b}' })] }, /"a:\{\?b\}"/],
  ['RESOURCE_URI_INVALID', { resources: [resource({ uri: 'a:b', template: 'a:{b}' })] }, /neither/],
  ['RESOURCE_URI_TAKEN', { resources: [resource({ uri: 'a:b' }), resource({ uri: 'a:b' })] }, /URI a:b/],
  ['RESOURCE_UNDESCRIBED', { resources: [resource({ uri: 'a:b', description: '' })] }, /no description/],
  ['RESOURCE_URI_INVALID', { resources: [resource({ uri: 'ui://fine/page' })] }, /pages of tools/],
  ['RESOURCE_URI_INVALID', { resources: [resource({ template: 'ui://{name}' })] }, /pages of tools/],
  ['APP_INVALID', toolWithApp({}), /neither one `file` nor one function/],
  ['APP_INVALID', toolWithApp({ file: 'a.html', html }), /neither one/],
  ['APP_INVALID', toolWithApp({ file: '../a.html' }), /"\.\.\/a\.html"/],
  ['APP_INVALID', toolWithApp({ file: '/etc/a.html' }), /no HTML file of the plugin's own/],
  ['APP_INVALID', toolWithApp({ file: 'a/../../b.html' }), /no HTML file/],
  ['APP_INVALID', toolWithApp({ file: 'a/%2e%2e/%2e%2e/b.html' }), /no HTML file/],
  ['APP_INVALID', toolWithApp({ file: 'http://example.com/a.html' }), /no HTML file/],
  ['APP_INVALID', toolWithApp({ file: 'plugin.ts' }), /no HTML file/],
  ['APP_INVALID', toolWithApp({ html, csp: { scripts: [] } }), /csp\.scripts/],
  [
    'APP_INVALID',
    toolWithApp({ html, csp: { connectDomains: ["https://a.b; script-src 'x'"] } }),
    /no origin/,
  ],
  ['APP_INVALID', toolWithApp({ html, permissions: ['bluetooth'] }), /"bluetooth"/],
  ['ICON_INVALID', { tools: [PlainIcon] }, /The tool fine has an icon at "http:/],
  ['ICON_INVALID', { prompts: [prompt({ icons: [{ src: 'javascript:alert(1)' }] })] }, /The prompt fine/],
  ['PLUGIN_EMPTY', {}, /no tool, prompt or resource/],
];

test.each(BROKEN)('%s is said of a plugin before anything of it is served', async (code, offers, says) => {
  const plugin = definePlugin({ name: 'broken', title: 'Broken', version: '1.0.0', host: '^1', ...offers });

  await expect(testHost({ plugins: [plugin] })).rejects.toMatchObject({
    faults: [{ code, message: expect.stringMatching(says), hint: expect.any(String) }],
  });
});

describe('two plugins with the same names', () => {
  test('are told apart by turning the second off, with both named', async () => {
    const notes = { from: fixture('notes') };
    const served = await serveProcess({
      config: { plugins: { notes, 'other-notes': { from: fixture('other-notes.ts') } } },
      env: { LOG_LEVEL: 'error' },
    });

    const { prompts } = await served.client.listPrompts();
    await served.close();

    expect(prompts.filter(({ name }) => name === 'review-note')).toMatchObject([{ title: 'Review a note' }]);
    expect(served.stderr()).toContain('Both notes and other-notes have a prompt named review-note');
    expect(served.stderr()).toContain('Both notes and other-notes have a resource at notes:logo');
  });
});
