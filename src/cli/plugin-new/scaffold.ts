export interface ScaffoldOptions {
  js?: boolean;
  package?: boolean;
}

/** One file of a new plugin: which template it is made from, and its path in the plugin's folder. */
export interface ScaffoldFile {
  template: string;
  path: string;
}

/** The files of a new plugin, but for its package.json. */
export function scaffoldFiles(name: string, options: ScaffoldOptions): ScaffoldFile[] {
  const kind = options.js ? 'mjs' : 'ts';
  const { source, test } = extensions(options);
  return [
    { template: `plugin.${kind}`, path: `plugin.${source}` },
    { template: `tool.${kind}`, path: `count-${name}.tool.${source}` },
    { template: `test.${kind}`, path: `count-${name}.test.${test}` },
    { template: 'mcp.config.json', path: 'mcp.config.json' },
    ...(options.package ? packageFiles(options) : []),
  ];
}

/** Without a package.json of its own, a plugin may lie below one that says CommonJS; the `m` holds against it. */
export function extensions(options: ScaffoldOptions): { source: string; test: string } {
  if (options.package) return options.js ? { source: 'js', test: 'js' } : { source: 'ts', test: 'ts' };
  return options.js ? { source: 'mjs', test: 'mjs' } : { source: 'ts', test: 'mts' };
}

const packageFiles = ({ js }: ScaffoldOptions): ScaffoldFile[] => [
  { template: 'README.md', path: 'README.md' },
  { template: 'LICENSE', path: 'LICENSE' },
  { template: 'gitignore', path: '.gitignore' },
  { template: 'ci.yml', path: '.github/workflows/ci.yml' },
  ...(js ? [] : [{ template: 'tsconfig.json', path: 'tsconfig.json' }]),
];
