import { describe, expect, test } from 'vitest';
import { checkSize } from '../../plugins/images/picture-size.js';

const isDrawable = (width: number, height: number) =>
  width % 16 === 0 &&
  height % 16 === 0 &&
  Math.max(width, height) <= Math.min(3840, 3 * Math.min(width, height)) &&
  width * height >= 655_360 &&
  width * height <= 3840 * 2160;

const refusalOf = (size: string): { hint: string } | undefined => {
  try {
    checkSize(size);
    return undefined;
  } catch (error) {
    return error as { hint: string };
  }
};

describe('checkSize', () => {
  test('takes every size that can be drawn, and no other', () => {
    const wrong: string[] = [];
    for (let width = 16; width <= 4000; width += 24) {
      for (let height = 16; height <= 4000; height += 40) {
        const taken = refusalOf(`${width}x${height}`) === undefined;
        if (taken !== isDrawable(width, height)) wrong.push(`${width}x${height}`);
      }
    }

    expect(wrong).toEqual([]);
  });

  test('only ever suggests a size that can be drawn', () => {
    const wrong: string[] = [];
    for (let width = 1; width <= 9999; width += 97) {
      for (let height = 1; height <= 9999; height += 89) {
        const suggestion = /\d+x\d+/.exec(refusalOf(`${width}x${height}`)?.hint ?? '1024x1024')![0];
        const [across, down] = suggestion.split('x').map(Number);
        if (!isDrawable(across!, down!)) wrong.push(`${width}x${height} -> ${suggestion}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});
