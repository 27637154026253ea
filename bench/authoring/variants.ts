import { join } from 'node:path';

/** One way to write the same tool; the paths are relative to its folder. */
export interface Variant {
  name: string;
  tool: string[];
  /** What an author writes so that the tool is served, the compiler's settings included; `package.json` is not counted. */
  wiring: string[];
  test: string[];
  /** How it is served over stdio. */
  serve: string[];
}

const bin = join(import.meta.dirname, '../../dist/bin.js');

export const VARIANTS: Variant[] = [
  {
    name: 'ours',
    tool: ['review-text.ts'],
    wiring: ['mcp.config.json'],
    test: ['review-text.test.ts'],
    serve: [bin, 'serve', '--config', 'mcp.config.json'],
  },
  {
    name: 'bare-sdk',
    tool: ['review-text.ts'],
    wiring: ['server.ts'],
    test: ['review-text.test.ts'],
    serve: ['server.ts'],
  },
  {
    name: 'fastmcp',
    tool: ['review-text.ts'],
    wiring: ['server.ts'],
    test: ['review-text.test.ts'],
    serve: ['server.ts'],
  },
  {
    name: 'mcp-framework',
    tool: ['src/tools/ReviewTextTool.ts'],
    wiring: ['src/index.ts', 'tsconfig.json'],
    test: ['test/review-text.test.ts'],
    serve: ['dist/index.js'],
  },
  {
    name: 'mcp-nest',
    tool: ['src/review.controller.ts'],
    wiring: ['src/app.module.ts', 'src/main.ts', 'tsconfig.json'],
    test: ['test/review-text.test.ts'],
    serve: ['dist/main.js'],
  },
];

export const folderOf = ({ name }: Variant): string => join(import.meta.dirname, name);
