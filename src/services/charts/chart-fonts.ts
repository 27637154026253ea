import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where systems keep a plain typeface and its bold. */
const SYSTEM_FONTS = [
  ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf'],
  [
    '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
    '/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf',
  ],
  ['/usr/share/fonts/TTF/DejaVuSans.ttf', '/usr/share/fonts/TTF/DejaVuSans-Bold.ttf'],
  [
    '/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf',
    '/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf',
  ],
  ['/System/Library/Fonts/Supplemental/Arial.ttf', '/System/Library/Fonts/Supplemental/Arial Bold.ttf'],
  ['C:\\Windows\\Fonts\\segoeui.ttf', 'C:\\Windows\\Fonts\\seguisb.ttf'],
];

let reading: Promise<Uint8Array[]> | undefined;

/** The typeface of charts: Inter where it is installed, else one of the system's; none where there is none. */
export const chartFonts = (): Promise<Uint8Array[]> => (reading ??= readFonts());

async function readFonts(): Promise<Uint8Array[]> {
  for (const files of [...installed(), ...SYSTEM_FONTS]) {
    const fonts = await Promise.all(files.map((file) => readFile(file))).catch(() => undefined);
    if (fonts !== undefined) return fonts;
  }
  return [];
}

function installed(): string[][] {
  try {
    const folder = join(
      createRequire(import.meta.url).resolve('@fontsource/inter/package.json'),
      '..',
      'files',
    );
    return [[400, 600].map((weight) => join(folder, `inter-latin-${weight}-normal.woff2`))];
  } catch {
    return [];
  }
}
