import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, contenders } from '../contenders.ts';
import type { Era } from './messages.ts';

/** Ours as it comes, with an echo tool besides, and the bare SDK with the very list that ours serves. */
export async function httpContenders(folder: string, era: Era): Promise<[ours: Contender, bare: Contender]> {
  const plugins = { echo: { from: join(import.meta.dirname, '../echo') } };
  const { all, list } = await contenders({ folder, baseUrl: 'http://127.0.0.1:9' }, `http-${era}`, {
    plugins,
  });
  const file = join(folder, `http-${era}.list.json`);
  writeFileSync(file, JSON.stringify(list));
  return [
    { ...all.ours, args: [...all.ours.args, '--transport', 'http', '--port', '0'] },
    {
      ...all.plainSdk,
      title: 'bare SDK',
      args: [join(import.meta.dirname, '../servers/bare-http.js'), era, file],
    },
  ];
}
