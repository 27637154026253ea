import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/sandbox/draw-picture.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();

describe('the moderation of the sandbox', () => {
  it('judges each text of a list over all thirteen categories', async () => {
    const { results, model } = await held.openai.moderations.create({
      input: ['a nice day', 'I will kill you'],
    });

    expect(model).toBe('omni-moderation-latest');
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true]);
    expect(Object.keys(results[0]!.categories)).toHaveLength(13);
    expect(results[1]!.categories).toMatchObject({
      violence: true,
      'harassment/threatening': true,
      sexual: false,
    });
    expect(results[1]!.category_scores.violence).toBeGreaterThan(0.5);
    expect(results[0]!.category_scores.violence).toBeLessThan(0.01);
  });

  it('gives one result for text and picture together, and says to which categories each applied', async () => {
    const png = await drawPicture({ prompt: 'x', width: 16, height: 16 });

    const { results } = await held.openai.moderations.create({
      input: [
        { type: 'text', text: 'look' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${png.toString('base64')}` } },
      ],
    });

    expect(results).toHaveLength(1);
    expect(results[0]!.category_applied_input_types).toMatchObject({
      violence: ['text', 'image'],
      hate: ['text'],
    });
  });
});
