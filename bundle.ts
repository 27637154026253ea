import { chmodSync } from 'node:fs';
import { rolldown } from 'rolldown';
import config from './rolldown.config.ts';

// Not by rolldown's command: it lists hundreds of chunks before whatever comes after the build.
for (const { output = [], ...input } of config) {
  await using bundle = await rolldown({ ...input, logLevel: 'warn' });
  for (const each of [output].flat()) await bundle.write(each);
}
// After `npm link` it is the command itself.
chmodSync('dist/bin.js', 0o755);
