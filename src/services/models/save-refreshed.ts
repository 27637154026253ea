import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Overlay } from './catalogue-changes.js';
import type { CatalogueEntry } from './catalogue-entry.js';

interface RefreshedFile {
  $comment: string;
  refreshedOn: string;
  checkedOn?: string;
  models: Overlay;
}

const COMMENT =
  'Written by `openai-mcp-host models refresh`: merged over config/models.json, as long as it is newer.';

/** Adds what is new to the refreshed catalogue. With `checked`, its prices count as looked at today. */
export async function saveRefreshed(
  file: string,
  overlay: Overlay,
  today: string,
  checked: boolean,
): Promise<void> {
  const before = await readBefore(file);
  const models: Overlay = { ...before?.models };
  for (const [id, entry] of Object.entries(overlay))
    models[id] = merged(models[id], { ...entry, verifiedOn: today });
  const checkedOn = checked ? today : before?.checkedOn;
  const content: RefreshedFile = {
    $comment: COMMENT,
    refreshedOn: today,
    ...(checkedOn && { checkedOn }),
    models,
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

async function readBefore(file: string): Promise<RefreshedFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RefreshedFile;
  } catch {
    // There is none yet: one that is damaged would have stopped us before.
    return undefined;
  }
}

const merged = (
  before: Partial<CatalogueEntry> = {},
  after: Partial<CatalogueEntry>,
): Partial<CatalogueEntry> => ({
  ...before,
  ...after,
  ...(after.price && { price: { ...before.price, ...after.price } }),
});
