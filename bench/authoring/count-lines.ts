import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, VARIANTS, type Variant } from './variants.ts';

// Lines that are neither blank nor a comment.

function linesOf(variant: Variant, files: string[]): number {
  const texts = files.map((file) => readFileSync(join(folderOf(variant), file), 'utf8'));
  return texts.flatMap((text) => text.split('\n')).filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;
}

console.table(
  Object.fromEntries(
    VARIANTS.map((variant) => {
      const tool = linesOf(variant, variant.tool);
      const wiring = linesOf(variant, variant.wiring);
      const test = linesOf(variant, variant.test);
      const files = variant.tool.length + variant.wiring.length + variant.test.length;
      return [variant.name, { tool, wiring, test, all: tool + wiring + test, files }];
    }),
  ),
);
