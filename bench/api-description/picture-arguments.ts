import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Choices } from './combinations.ts';
import { NONE } from './given.ts';

// Not those that only gpt-image-2.6 has (xhigh, max, GIF, SVG): they are in OpenAI's types, and not yet in its description.
const QUALITIES = [NONE, 'auto', 'low', 'medium', 'high', 'standard', 'hd'];
const OPTIONS: Choices = {
  size: [NONE, 'auto', '1024x1024', '1536x864'],
  quality: QUALITIES,
  n: [NONE, 1, 3],
};
const OUTPUT: Choices = {
  background: [NONE, 'transparent', 'opaque', 'auto'],
  output_format: [NONE, 'png', 'webp', 'jpeg'],
};

/** The tools that draw. */
export async function pictureArguments(folder: string): Promise<Record<string, Choices>> {
  const picture = async (name: string, alpha: number) => {
    const background = { r: 200, g: 80, b: 20, alpha };
    const path = join(folder, name);
    writeFileSync(
      path,
      await sharp({ create: { width: 256, height: 256, channels: 4, background } })
        .png()
        .toBuffer(),
    );
    return path;
  };
  const [fox, hole] = [await picture('fox.png', 1), await picture('hole.png', 0)];
  return {
    'generate-image': {
      prompt: ['A lighthouse at dusk'],
      model: [NONE, 'gpt-image-2', 'gpt-image-2.6-sunburst'],
      ...OPTIONS,
      ...OUTPUT,
      output_compression: [NONE, 0, 80],
      style: [NONE, 'vivid', { look: 'natural', palette: 'reds', composition: 'centred' }],
      partial_images: [NONE, 0, 2],
    },
    'edit-image': {
      image: [[fox], [fox, hole], Array(16).fill(fox)],
      prompt: ['Make it red.'],
      mask: [NONE, hole],
      expand: [NONE, { left: 128, right: 128 }, { size: '1024x1024', anchor: 'top-left' }],
      model: [NONE, 'gpt-image-2', 'gpt-image-2.6-sunburst'],
      ...OPTIONS,
      ...OUTPUT,
    },
    'create-image-variation': {
      image: [fox],
      prompt: [NONE, 'Another hat'],
      model: [NONE, 'gpt-image-2'],
      ...OPTIONS,
    },
  };
}
