import { describe, expect, test } from 'vitest';
import { type GrownCanvas, growCanvas } from '../../plugins/images/grown-canvas.js';
import type { Size } from '../../plugins/images/picture-size.js';

const NOTHING = { left: 0, right: 0, top: 0, bottom: 0 };

const isDrawable = ({ width, height }: Size) =>
  width % 16 === 0 &&
  height % 16 === 0 &&
  Math.max(width, height) <= Math.min(3840, 3 * Math.min(width, height)) &&
  width * height >= 655_360 &&
  width * height <= 3840 * 2160;

const holds = ({ width, height, picture }: GrownCanvas) =>
  picture.left >= 0 &&
  picture.top >= 0 &&
  picture.width > 0 &&
  picture.height > 0 &&
  picture.left + picture.width <= width &&
  picture.top + picture.height <= height;

describe('growCanvas', () => {
  test('only ever plans a canvas that can be drawn, with the picture within it', () => {
    const wrong: unknown[] = [];
    const lengths = [1, 15, 64, 333, 1024, 1999, 3840, 8000];
    const margins = [0, 1, 100, 777, 3840];
    for (const width of lengths)
      for (const height of lengths)
        for (const left of margins)
          for (const bottom of margins) {
            const whole = [width + left, height + bottom].toSorted((one, other) => one - other);
            if (left + bottom === 0 || whole[1]! > 3 * whole[0]!) continue;
            const plan = growCanvas({ width, height }, { ...NOTHING, left, bottom });
            if (!isDrawable(plan) || !holds(plan)) wrong.push({ width, height, left, bottom, plan });
          }

    expect(wrong).toEqual([]);
  });

  test('leaves a picture as it is where the canvas is legal, and what rounding adds to a margin', () => {
    const plan = growCanvas({ width: 1000, height: 700 }, { ...NOTHING, right: 100 });

    expect(plan).toEqual({
      ...{ width: 1104, height: 704 },
      picture: { width: 1000, height: 704, left: 0, top: 0 },
    });
  });

  test.each([
    ['center', 256, 256],
    ['top-left', 0, 0],
    ['right', 512, 256],
    ['bottom', 256, 512],
  ] as const)('stands a picture at %s of a canvas of a given size', (anchor, left, top) => {
    const plan = growCanvas({ width: 512, height: 512 }, { ...NOTHING, size: '1024x1024', anchor });

    expect(plan).toEqual({ width: 1024, height: 1024, picture: { width: 512, height: 512, left, top } });
  });

  test('brings a picture down to a canvas that is smaller', () => {
    const plan = growCanvas({ width: 3000, height: 3000 }, { ...NOTHING, size: '1536x1024' });

    expect(plan.picture).toEqual({ width: 1024, height: 1024, left: 256, top: 0 });
  });
});
