import { globSync, readFileSync } from 'node:fs';
import { defineConfig, type OutputAsset, type OutputChunk, type RolldownOptions } from 'rolldown';

/** Every bundled plugin file is an entry of its own, so that a class loads at its first call. */
const plugins = Object.fromEntries(
  globSync('plugins/**/{plugin,*.tool,*.prompt,*.resource}.ts').map((file) => [
    file.replace(/\.ts$/, ''),
    file,
  ]),
);

/** Its ES modules: the CommonJS ones can't be taken apart, and plugins import them by name from the bundle. */
const classValidator = `${import.meta.dirname}/node_modules/class-validator/esm2015/index.js`;

const http = `${import.meta.dirname}/src/transports/http`;

/** Node's own take a fifth of a call over HTTP to be made and read again. At the end of a module, so that its source map holds. */
const lightWebObjects = `
import { LightResponse as Response } from ${JSON.stringify(`${http}/light-response.ts`)};
import { LightStream as ReadableStream } from ${JSON.stringify(`${http}/light-stream.ts`)};
`;

const host: RolldownOptions = {
  input: {
    bin: 'src/cli/bin.ts',
    index: 'src/index.ts',
    plugin: 'src/plugin-api/index.ts',
    testing: 'src/testing/index.ts',
    generate: 'src/generate.ts',
    'class-validator': classValidator,
    'chunks/reading-program': 'plugins/embeddings/reading/reading-program.ts',
    'chunks/memory-watch': 'plugins/embeddings/reading/memory-watch.ts',
    'chunks/collection-worker': 'src/storage/collections/collection-worker.ts',
    ...plugins,
  },
  platform: 'node',
  resolve: {
    alias: {
      'class-validator': classValidator,
      // Its other build loads its parts by names that only it knows.
      'jsonc-parser': `${import.meta.dirname}/node_modules/jsonc-parser/lib/esm/main.js`,
      'libphonenumber-js/max': `${import.meta.dirname}/src/schema/phone-numbers.ts`,
      'openai-mcp-host/plugin': `${import.meta.dirname}/src/plugin-api/index.ts`,
      '@modelcontextprotocol/server/_shims': `${import.meta.dirname}/src/transports/engine-shims.ts`,
    },
  },
  // The decorators are set here, not in tsconfig.json; they are the same.
  checks: { configurationFieldConflict: false },
  transform: { decorator: { legacy: true, emitDecoratorMetadata: true }, target: 'node22' },
  external: [
    /^(tsyringe|reflect-metadata|pino|oxc-transform|@copilotkit|pg|gpt-tokenizer|@resvg|sharp)/,
    /^@modelcontextprotocol\/sdk/,
  ],
  output: {
    dir: 'dist',
    format: 'esm',
    // With a comment in each chunk, Node would read and parse the maps of the host's own code with those of TypeScript plugins.
    sourcemap: 'hidden',
    // Names stay: traces and messages show them.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: true, annotation: false, jsdoc: false },
    cleanDir: true,
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
  plugins: [
    { name: 'ascii', generateBundle: (_, bundle) => Object.values(bundle).forEach(inAscii) },
    {
      name: 'light-web-objects',
      transform: {
        filter: { id: /@modelcontextprotocol[\\/]server[\\/]dist[\\/][^\\/]+\.mjs$/ },
        handler: (code) =>
          /\bnew (Response|ReadableStream)\b/.test(code) ? { code: code + lightWebObjects, map: null } : null,
      },
    },
  ],
};

/** The operations page, for browsers. */
const adminPage: RolldownOptions = {
  input: { page: 'src/admin-page/page.ts' },
  platform: 'browser',
  transform: { target: 'es2023' },
  checks: { configurationFieldConflict: false },
  output: { dir: 'dist/admin', format: 'esm', minify: true, comments: { legal: true } },
  plugins: [
    {
      name: 'page-style',
      generateBundle() {
        const source = readFileSync('src/admin-page/page.css');
        this.emitFile({ type: 'asset', fileName: 'page.css', source });
      },
    },
  ],
};

/** The page that clients show with `usage-report`: its HTML with all that it names written into it, since clients load nothing else. */
const usagePage: RolldownOptions = {
  input: { 'usage-report': 'src/usage-page/page.ts' },
  platform: 'browser',
  transform: { target: 'es2023' },
  checks: { configurationFieldConflict: false },
  output: { dir: 'dist/plugins/usage', format: 'esm', minify: true, comments: { legal: true } },
  plugins: [
    {
      name: 'one-document',
      generateBundle(_, bundle) {
        const script = bundle['usage-report.js'] as OutputChunk;
        const shell = readFileSync('plugins/usage/usage-report.html', 'utf8');
        const source = shell
          .replace(
            /<link rel="stylesheet" href="([^"]+)">/g,
            (_tag, href) => `<style>${styleAt(href)}</style>`,
          )
          .replace(
            / src="[^"]+page\.ts">/,
            () => `>${script.code.trim().replace(/<\/(?=script)/gi, '<\\/')}`,
          );
        delete bundle['usage-report.js'];
        this.emitFile({ type: 'asset', fileName: 'usage-report.html', source });
      },
    },
  ],
};

export default defineConfig([host, adminPage, usagePage]);

/** Without what the browser passes over. */
const styleAt = (href: string): string =>
  readFileSync(`plugins/usage/${href}`, 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();

/** V8 keeps a script in one byte a character if it is all ASCII, or else in two. */
function inAscii(output: OutputAsset | OutputChunk): void {
  if (output.type !== 'chunk') return;
  output.code = output.code.replace(/\\\\|\\?([^\0-\x7f])/g, (found, character?: string) =>
    character === undefined ? found : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
