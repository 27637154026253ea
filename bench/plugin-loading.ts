import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './cold-start.ts';
import { type Contender, type Ground, ourServer } from './contenders.ts';
import type { Measuring } from './measuring.ts';
import type { Section } from './section.ts';
import { median } from './statistics.ts';

const COUNTS = [8, 100];

/** What plugins from folders add to a start: when they are new to the host, and when it knows them. */
export async function measurePluginLoading(
  ground: Ground,
  { samples, progress }: Measuring,
): Promise<Section> {
  const none = ourServer(ground, 'no-plugins', {});
  const repeats = Math.ceil(samples / 3);
  const rows = [];
  for (const count of COUNTS) {
    const some = ourServer(ground, `${count}-plugins`, { plugins: writePlugins(ground, count) });
    const samplesTaken: { first: number; known: number }[] = [];
    for (let done = 1; done <= repeats; done++) {
      samplesTaken.push(await sample(ground, none, some, count));
      progress(`${count} plugins ${done}/${repeats}`);
    }
    const first = median(samplesTaken.map((one) => one.first));
    const known = median(samplesTaken.map((one) => one.known));
    const goal = count === 8 ? { atMost: 30 } : undefined;
    rows.push(
      {
        figure: `${count} plugins, first start, ms added`,
        values: { ours: first, each: first / count },
        goal,
      },
      { figure: `${count} plugins, known, ms added`, values: { ours: known, each: known / count }, goal },
    );
  }
  return {
    name: 'pluginLoading',
    title: `Plugins from folders, in plain TypeScript: added to a start with bundled plugins only (medians of ${repeats})`,
    columns: ['ours', 'each'],
    rows,
  };
}

/** The first start is with an empty data folder, where the host keeps what it knows of plugins. */
async function sample(ground: Ground, none: Contender, some: Contender, count: number) {
  rmSync(join(ground.folder, 'data'), { recursive: true, force: true });
  const first = await start(some);
  const known = await start(some);
  const bare = await start(none);
  if ([first, known].some(({ tools }) => tools !== bare.tools + count)) {
    const served = [first, known].map(({ tools }) => tools - bare.tools);
    throw new Error(`Of ${count} plugins, ${served.join(' were served at the first start, ')} at the next.`);
  }
  return { first: first.ms - bare.ms, known: known.ms - bare.ms };
}

function writePlugins(ground: Ground, count: number): Record<string, { from: string }> {
  const source = readFileSync(join(import.meta.dirname, 'echo/plugin.ts'), 'utf8');
  const names = Array.from({ length: count }, (_, index) => `echo-${count}-${index + 1}`);
  return Object.fromEntries(
    names.map((name) => {
      const from = join(ground.folder, 'plugins', name);
      mkdirSync(from, { recursive: true });
      writeFileSync(join(from, 'plugin.ts'), source.replaceAll("name: 'echo'", `name: '${name}'`));
      return [name, { from }];
    }),
  );
}
