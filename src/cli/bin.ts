#!/usr/bin/env node
// A default import, and nothing else: named imports of newer functions would fail on an old Node before it is told so.
import module from 'node:module';
import v8 from 'node:v8';
import { nodeTooOld } from './node-version.js';

const refusal = nodeTooOld(process.versions.node);
if (refusal === undefined) {
  // While it starts, the young generation stays small, which keeps 5 MiB out of memory; calls are quicker with a larger one.
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  // Nor is anything optimized, for what runs once: the code of the optimizing compilers alone would take 7 MiB.
  v8.setFlagsFromString('--turbo-filter=~');
  v8.setFlagsFromString('--maglev-filter=~');
  module.enableCompileCache();
  const atRest = () => {
    v8.setFlagsFromString('--semi-space-growth-factor=2');
    v8.setFlagsFromString('--turbo-filter=*');
    v8.setFlagsFromString('--maglev-filter=*');
    // A signal that kills the process would lose what was compiled.
    module.flushCompileCache();
  };
  setTimeout(atRest, 1000).unref();
  const { main } = await import('./main.js');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
