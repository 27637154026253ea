import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chartFonts } from './chart-fonts.js';

type Resvg = typeof import('@resvg/resvg-wasm');

/** Pixels for each unit, so that it is sharp on any screen. */
const ZOOM = 2;

let loading: Promise<Resvg> | undefined;

/** A picture as PNG; without what it takes, the reason instead. */
export async function rasterise(svg: string): Promise<{ png: Uint8Array } | { remark: string }> {
  const fontBuffers = await chartFonts();
  if (fontBuffers.length === 0)
    return { remark: 'No PNG: it needs a font. Run: npm install @fontsource/inter' };
  try {
    loading ??= loadResvg();
    const { Resvg } = await loading;
    const font = { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
    const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } });
    const rendered = picture.render();
    const png = rendered.asPng();
    rendered.free();
    picture.free();
    return { png };
  } catch (error) {
    loading = undefined;
    if (!/^(ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND)$/.test(String((error as NodeJS.ErrnoException).code)))
      throw error;
    return {
      remark: 'No PNG: it needs the optional package @resvg/resvg-wasm. Run: npm install @resvg/resvg-wasm',
    };
  }
}

async function loadResvg(): Promise<Resvg> {
  const resvg = await import('@resvg/resvg-wasm');
  const { resolve } = createRequire(import.meta.url);
  await resvg.initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return resvg;
}
