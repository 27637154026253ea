import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    alias: [
      { find: /^openai-mcp-host\/plugin$/, replacement: source('src/plugin-api/index.ts') },
      { find: /^openai-mcp-host\/testing$/, replacement: source('src/testing/index.ts') },
      { find: /^openai-mcp-host$/, replacement: source('src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 30_000,
    // Most of what they take is waiting for processes, so the runner's own core is lent too.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Its key ignores tsconfig, so a stale failure outlives its fix.
    fsModuleCache: false,
  },
});
