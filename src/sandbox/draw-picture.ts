import { encodePng } from './encode-png.js';
import { hashText, numbersFrom } from './hash-text.js';

export interface PictureOrder {
  prompt: string;
  width: number;
  height: number;
  /** Which of several pictures for one prompt. */
  index?: number;
  transparent?: boolean;
}

type Color = readonly [red: number, green: number, blue: number];
type Paint = (x: number, y: number) => { color: Color; cover: number } | undefined;

const HILLS = 5;

const fromHsl = (hue: number, saturation: number, light: number): Color => {
  const reach = saturation * Math.min(light, 1 - light);
  const channel = (offset: number) => {
    const at = (offset + hue / 30) % 12;
    return 255 * (light - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1)));
  };
  return [channel(0), channel(8), channel(4)];
};

const mix = (from: Color, to: Color, share: number): Color => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

const clamp = (value: number): number => Math.max(0, Math.min(1, value));

/** The height of one ridge over every column, in pixels from the top. */
const ridgeOf = (next: () => number, width: number, height: number, level: number): Float64Array => {
  const waves = [1, 2.3, 5.1].map((pitch) => ({
    pitch: pitch * (0.7 + next() * 0.6),
    phase: next() * Math.PI * 2,
    size: (0.075 / pitch) * (0.6 + next() * 0.8),
  }));
  return Float64Array.from({ length: width }, (_, x) => {
    const angle = (x / Math.max(width, height)) * Math.PI * 2;
    const rise = waves.reduce(
      (sum, { pitch, phase, size }) => sum + Math.sin(angle * pitch + phase) * size,
      0,
    );
    return height * (level - rise);
  });
};

const sceneOf = (order: PictureOrder): { sky: (y: number) => Color; layers: Paint[] } => {
  const { prompt, width, height } = order;
  const next = numbersFrom(hashText(prompt, order.index ?? 0));
  const night = /\b(night|moon\w*|stars?|dark|midnight)\b/i.test(prompt);
  const hue = night ? 205 + next() * 70 : next() * 360;
  const far = (hue + 40 + next() * 50) % 360;
  const top = night ? fromHsl(hue, 0.5, 0.12) : fromHsl(hue, 0.55, 0.68);
  const horizon = night ? fromHsl(far, 0.45, 0.34) : fromHsl(far, 0.85, 0.87);
  const sky = (y: number) => mix(top, horizon, clamp(y / (height * 0.75)) ** 0.8);

  const short = Math.min(width, height);
  const sun = {
    x: width * (0.22 + next() * 0.56),
    y: height * (0.2 + next() * 0.18),
    radius: short * (0.06 + next() * 0.04),
  };
  const light = night ? fromHsl(55, 0.35, 0.92) : fromHsl(46, 1, 0.95);
  const disc: Paint = (x, y) => {
    const distance = Math.hypot(x - sun.x, y - sun.y);
    const glow = 0.45 * clamp(1 - distance / (sun.radius * 5)) ** 2;
    const cover = Math.max(clamp(sun.radius - distance + 0.5), glow);
    return cover > 0 ? { color: light, cover } : undefined;
  };

  const foot = fromHsl((far + 150) % 360, 0.45, night ? 0.08 : 0.2);
  const hills = Array.from({ length: HILLS }, (_, at): Paint => {
    const share = (at + 1) / HILLS;
    const ridge = ridgeOf(next, width, height, 0.48 + 0.4 * (at / (HILLS - 1)));
    const crest = mix(horizon, foot, share * 0.9);
    const haze = mix(crest, horizon, 0.3);
    return (x, y) => {
      const depth = y - ridge[x]! + 0.5;
      return depth > 0
        ? { color: mix(crest, haze, clamp(depth / (height * 0.28))), cover: clamp(depth) }
        : undefined;
    };
  });
  return { sky, layers: [disc, ...hills] };
};

/** A calm landscape of hills under a sun or moon; the same order gives the same bytes. */
export const drawPicture = (order: PictureOrder): Promise<Buffer> => {
  const { width, height, transparent } = order;
  const { sky, layers } = sceneOf(order);
  const channels = transparent ? 4 : 3;
  const pixels = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const backdrop = sky(y);
    for (let x = 0; x < width; x++) {
      let color = backdrop;
      let alpha = 0;
      for (const paint of layers) {
        const stroke = paint(x, y);
        if (!stroke) continue;
        color = stroke.cover >= 1 ? stroke.color : mix(color, stroke.color, stroke.cover);
        alpha += (1 - alpha) * stroke.cover;
      }
      const at = (y * width + x) * channels;
      pixels[at] = color[0];
      pixels[at + 1] = color[1];
      pixels[at + 2] = color[2];
      if (transparent) pixels[at + 3] = alpha * 255;
    }
  }
  return encodePng(pixels, width, height);
};
