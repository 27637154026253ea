import { packageVersion } from '../../config/package-root.js';
import { extensions, type ScaffoldOptions } from './scaffold.js';

export const packageName = (plugin: string): string => `mcp-plugin-${plugin}`;

/** The package.json of a plugin that is to be published. */
export function packageJson(name: string, title: string, options: ScaffoldOptions): object {
  const { source } = extensions(options);
  return {
    name: packageName(name),
    version: '1.0.0',
    description: `${title}: a plugin of openai-mcp-host.`,
    keywords: ['openai-mcp-host-plugin', 'mcp'],
    license: 'MIT',
    type: 'module',
    files: [`*.${source}`, `!*.test.${source}`],
    openaiMcpPlugin: '.',
    scripts: {
      test: options.js ? 'node --test' : 'tsc && node --test',
      check: 'openai-mcp-host plugin check .',
    },
    peerDependencies: {
      'class-validator': '^0.15.1',
      'openai-mcp-host': `^${packageVersion()}`,
    },
    ...(options.js ? {} : { devDependencies: { '@types/node': '^24.0.0', typescript: '>=5.9' } }),
  };
}
