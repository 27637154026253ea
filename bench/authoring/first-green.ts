/**
 * The machine's part of the time from an empty folder to the first green test, for each way to write the tool:
 * `node bench/authoring/first-green.ts [rounds]`. What a person types and thinks is not in it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { folderOf, VARIANTS, type Variant } from './variants.ts';

interface Taken {
  install: number;
  build: number;
  test: number;
  /** Build and test once more: what an author waits for after each edit. */
  again: number;
}

const root = join(import.meta.dirname, '../..');
const rounds = Number(process.argv[2] ?? 3);

const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const seconds = (work: () => void): number => {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
};

/** Of the registry only what npm's cache lacks is asked for, so that after the first round no network is in the figures. */
const install = (folder: string): void => {
  run('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline'], folder);
};

/** Ours is installed as its users do, from the packed tarball. */
function manifestOf(variant: Variant, tarball: string): string {
  if (variant.name !== 'ours') return readFileSync(join(folderOf(variant), 'package.json'), 'utf8');
  const devDependencies = { 'openai-mcp-host': `file:${tarball}`, 'class-validator': '^0.15.1' };
  return JSON.stringify({ private: true, type: 'module', devDependencies });
}

function take(variant: Variant, tarball: string): Taken {
  const folder = mkdtempSync(join(tmpdir(), 'first-green-'));
  try {
    const manifest = manifestOf(variant, tarball);
    const isBuilt = manifest.includes('"build"');
    writeFileSync(join(folder, 'package.json'), manifest);
    for (const file of [...variant.tool, ...variant.wiring, ...variant.test])
      cpSync(join(folderOf(variant), file), join(folder, file), { recursive: true });
    const build = () => void (isBuilt && run('npm', ['run', 'build', '--silent'], folder));
    const test = () => void run(process.execPath, ['--test', ...variant.test], folder);
    const first = { install: seconds(() => install(folder)), build: seconds(build), test: seconds(test) };
    const again = seconds(() => {
      build();
      test();
    });
    return { ...first, again };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const packed = mkdtempSync(join(tmpdir(), 'first-green-'));
const [{ filename }] = JSON.parse(
  run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', packed], root),
);
const taken = new Map<string, Taken[]>();
for (let round = 0; round <= rounds; round++) {
  for (const variant of VARIANTS) {
    const times = take(variant, join(packed, basename(filename)));
    // The first round fills npm's cache.
    if (round > 0) taken.set(variant.name, [...(taken.get(variant.name) ?? []), times]);
    console.error(`${round}/${rounds} ${variant.name}`);
  }
}
rmSync(packed, { recursive: true, force: true });

/** Of a few rounds on a machine that others use too, the fastest says most of what the work itself takes. */
const fastest = (all: readonly Taken[], part: (taken: Taken) => number): number =>
  Number(Math.min(...all.map(part)).toFixed(1));

console.table(
  Object.fromEntries(
    [...taken].map(([name, all]) => [
      name,
      {
        install: fastest(all, (one) => one.install),
        build: fastest(all, (one) => one.build),
        test: fastest(all, (one) => one.test),
        'first green': fastest(all, (one) => one.install + one.build + one.test),
        again: fastest(all, (one) => one.again),
      },
    ]),
  ),
);
