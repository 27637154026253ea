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

  it('refuses more than one picture, and what is neither text nor picture, as the real API does', async () => {
    const picture = (name: string) => ({
      type: 'image_url' as const,
      image_url: { url: `https://example.com/${name}.png` },
    });
    const create = (input: (object | string)[]) =>
      held.openai.moderations.create({ input: input as never }).catch((error) => error);

    expect(await create([picture('a'), picture('b')])).toMatchObject({
      status: 400,
      code: 'too_many_images',
    });
    expect(await create(['a', { type: 'text', text: 'b' }])).toMatchObject({ status: 400, param: 'input' });
  });

  it('scores 0 in the categories that see no pictures where there is only one, and flags it by its address', async () => {
    const url = 'https://example.com/a-murder-scene.png';

    const { results } = await held.openai.moderations.create({
      input: [{ type: 'image_url', image_url: { url } }],
    });

    expect(results[0]).toMatchObject({ flagged: true, categories: { violence: true, hate: false } });
    expect(results[0]!.category_scores.hate).toBe(0);
    expect(results[0]!.category_applied_input_types).toMatchObject({ violence: ['image'], hate: [] });
  });
});
