import { sayPlugin } from './plugin-source.js';
import { fixture } from './served-process.js';

/** A plugin that can't be served, or fails at its first call. */
export interface BrokenPlugin {
  name: string;
  /** What its author or operator did. */
  mistake: string;
  code: string;
  /** Its entry in the config; relative to the folder of {@link BROKEN_FILES}. */
  entry: true | { from?: string; settings?: object };
  /** True where only the first call, or `check`, finds it. */
  late?: true;
}

/** The files of those that are no fixtures: each is the smallest plugin with one thing wrong. */
export const BROKEN_FILES: Record<string, string> = {};

const broken: BrokenPlugin[] = [];

function add(name: string, mistake: string, code: string, entry: BrokenPlugin['entry'], late?: true): void {
  broken.push({ name, mistake, code, entry, ...(late && { late }) });
}

function write(name: string, mistake: string, code: string, source: string, late?: true): void {
  BROKEN_FILES[`${name}.ts`] = source;
  add(name, mistake, code, { from: `./${name}.ts` }, late);
}

const uses = (name: string) => `import { ${name} } from 'openai-mcp-host/plugin';`;
const asking = (source: string, parameter: string) =>
  source.replace('run(): Out', `constructor(readonly given: ${parameter}) {}\n  run(): Out`);

add('visoin', 'mistyped the name', 'PLUGIN_UNKNOWN', true);
add('absent', 'named a path where nothing is', 'PLUGIN_NOT_FOUND', { from: './nowhere' });
add('not-installed', 'did not install the package', 'PLUGIN_NOT_FOUND', {
  from: 'mcp-plugin-that-is-not-there',
});
add('bare-folder', 'named a folder without a plugin file', 'PLUGIN_FILE_MISSING', { from: './bare-folder' });
BROKEN_FILES['bare-folder/notes.txt'] = 'Nothing here.';
add('misnamed', 'named it otherwise than it names itself', 'PLUGIN_NAME_MISMATCH', {
  from: fixture('prints.ts'),
});
add('images', 'set a setting that it does not have', 'SETTINGS_INVALID', { settings: { modle: 'x' } });
add('syntax-error', 'forgot to close a bracket', 'PLUGIN_SYNTAX', { from: fixture('syntax-error') });
write(
  'imports-a-type',
  'imported a type as a value',
  'PLUGIN_SYNTAX',
  sayPlugin('imports-a-type', { head: `${uses('ToolErrorFacts')}\nexport type Facts = ToolErrorFacts;` }),
);
write(
  'lacks-a-package',
  'imported a package that is not installed',
  'PLUGIN_IMPORT_FAILED',
  sayPlugin('lacks-a-package', { head: `import 'package-that-is-not-there';` }),
);
add('throws-at-import', 'threw at import', 'PLUGIN_IMPORT_FAILED', { from: fixture('throws-at-import.ts') });
add('never-imports', 'waited at import for ever', 'PLUGIN_LOAD_TIMEOUT', {
  from: fixture('never-imports.ts'),
});
add('no-definition', 'exported no definition', 'PLUGIN_NOT_DEFINED', { from: fixture('no-definition.ts') });
write(
  'Bad_Name',
  'chose a name that is not kebab-case',
  'PLUGIN_NAME_INVALID',
  sayPlugin('bad-name').replace("name: 'bad-name'", "name: 'Bad_Name'"),
);
add('old-host', 'wants a host of long ago', 'PLUGIN_HOST_VERSION', { from: fixture('old-host.ts') });
add('any-host', 'wants any host', 'PLUGIN_HOST_VERSION', { from: fixture('any-host.ts') });
write(
  'exports-no-tool',
  'did not export the tool class',
  'PLUGIN_EMPTY',
  sayPlugin('exports-no-tool').replace('export class', 'class'),
);
write(
  'undecorated-tool',
  'forgot @Tool',
  'TOOL_NOT_MARKED',
  sayPlugin('undecorated-tool', { head: 'class Plain { run() {} }', options: 'tools: [Plain]' }),
);
write('walks', 'forgot run()', 'TOOL_WITHOUT_RUN', sayPlugin('walks').replace('run()', 'walk()'));
write(
  'odd-tool-name',
  'named a tool with spaces',
  'TOOL_NAME_INVALID',
  sayPlugin('odd-tool-name').replace(`'say-odd-tool-name'`, `'say it aloud'`),
);
add('takes-a-name', 'took the name of a tool that is there', 'TOOL_NAME_TAKEN', {
  from: fixture('takes-a-name.ts'),
});
write(
  'wordless',
  'left the description empty',
  'TOOL_UNDESCRIBED',
  sayPlugin('wordless').replace('Say something.', ''),
);
write(
  'harmless',
  'made up an effect',
  'TOOL_EFFECT_UNKNOWN',
  sayPlugin('harmless').replace('read-only', 'harmless'),
);
write(
  'endless',
  'made up what becomes of a long call',
  'TOOL_LONG_UNKNOWN',
  sayPlugin('endless').replace(`effect: 'read-only'`, `effect: 'read-only', long: 'again'`),
);
add('unruly-rule', 'used a rule that no schema can say', 'SCHEMA_RULE_UNSUPPORTED', {
  from: fixture('unruly-rule.ts'),
});
write(
  'untyped-property',
  'gave a property no rule',
  'SCHEMA_TYPE_UNKNOWN',
  sayPlugin('untyped-property')
    .replace('  @IsString()\n', `  @Describe('What was said.')\n`)
    .replace('said!: string', 'said!: unknown')
    .replace('definePlugin,', 'definePlugin, Describe,'),
);
write(
  'wants-arguments',
  'gave the output class a constructor',
  'SCHEMA_CLASS_UNBUILDABLE',
  sayPlugin('wants-arguments').replace(
    'said!: string;',
    'said!: string;\n  constructor(whole: { said: string }) { this.said = whole.said; }',
  ),
);
add('erased-import', 'imported a service with `import type`', 'SERVICE_UNKNOWN', {
  from: fixture('erased-import.ts'),
});
add('missing-service', 'did not list a service', 'SERVICE_UNKNOWN', { from: fixture('missing-service.ts') });
write(
  'unmarked-service',
  'forgot @Service()',
  'SERVICE_NOT_MARKED',
  sayPlugin('unmarked-service', { head: 'class Plain {}', options: 'services: [Plain]' }),
);
write(
  'asks-a-stranger',
  'injected what a plugin exports that it does not need',
  'SERVICE_UNKNOWN',
  asking(
    sayPlugin('asks-a-stranger', {
      head: `${uses('Contract')}\n@Contract('atlas/Atlas')\nabstract class Atlas {}`,
    }),
    'Atlas',
  ),
);
write(
  'needs-nobody',
  'needs a plugin that is not there',
  'PLUGIN_NEEDS_MISSING',
  sayPlugin('needs-nobody', { options: `needs: ['atlas']` }),
);
write(
  'hen',
  'needs one that needs it',
  'PLUGIN_NEEDS_CIRCLE',
  sayPlugin('hen', { options: `needs: ['egg']` }),
);
write(
  'egg',
  'needs one that needs it',
  'PLUGIN_NEEDS_CIRCLE',
  sayPlugin('egg', { options: `needs: ['hen']` }),
);
write(
  'needs-the-broken',
  'needs one that is broken',
  'PLUGIN_NEEDS_MISSING',
  sayPlugin('needs-the-broken', { options: `needs: ['walks']` }),
);
write(
  'nameless-export',
  'exported a class without @Contract',
  'EXPORT_NOT_NAMED',
  sayPlugin('nameless-export', {
    head: `${uses('Service')}\n@Service()\nclass Words {}`,
    options: 'services: [Words], exports: [Words]',
  }),
);
write(
  'empty-export',
  'exported a class that no service stands behind',
  'EXPORT_NOT_PROVIDED',
  sayPlugin('empty-export', {
    head: `${uses('Contract')}\n@Contract('empty-export/Words')\nabstract class Words {}`,
    options: 'exports: [Words]',
  }),
);
write(
  'undeclared',
  'injected what `uses` leaves out',
  'CAPABILITY_UNDECLARED',
  asking(
    sayPlugin('undeclared', { head: uses('OpenAIClient'), options: `uses: ['network']` }),
    'OpenAIClient',
  ),
);
write(
  'misspelt-use',
  'mistyped a capability',
  'CAPABILITY_UNKNOWN',
  sayPlugin('misspelt-use', { options: `uses: ['opanai']` }),
);
add('fails-to-start', 'threw in start()', 'PLUGIN_BROKEN', { from: fixture('fails-to-start.ts') }, true);
write(
  'never-starts',
  'waited in start() for ever',
  'PLUGIN_START_TIMEOUT',
  asking(
    sayPlugin('never-starts', {
      head: `${uses('Service')}\n@Service()\nclass Words { start() { return new Promise<void>(() => {}); } }`,
      options: 'services: [Words]',
    }),
    'Words',
  ),
  true,
);
write(
  'throws-when-built',
  'threw in a constructor',
  'PLUGIN_BROKEN',
  sayPlugin('throws-when-built').replace(
    'run(): Out',
    `constructor() { throw new Error('no luck'); }\n  run(): Out`,
  ),
  true,
);
write(
  'needs-the-failing',
  'needs one that fails to start',
  'PLUGIN_NEEDS_FAILED',
  sayPlugin('needs-the-failing', { options: `needs: ['throws-when-built']` }),
  true,
);

/** Every way in which a plugin can be broken. */
export const BROKEN: readonly BrokenPlugin[] = broken;

/** The config that names them all. */
export const brokenEntries = (): Record<string, BrokenPlugin['entry']> =>
  Object.fromEntries(BROKEN.map(({ name, entry }) => [name, entry]));
