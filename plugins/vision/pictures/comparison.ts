import type { JsonSchema, TextFormat } from 'openai-mcp-host/plugin';

export interface Comparison {
  summary: string;
  differences: { aspect: string; images: string[] }[];
  criteria: { criterion: string; better: number | null; why: string }[];
  better: number | null;
}

const TEXT = { type: 'string' };
const list = (properties: Record<string, JsonSchema>) => ({ type: 'array', items: closed(properties) });
const closed = (properties: Record<string, JsonSchema>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The form of a comparison of so many pictures. */
export function comparisonOf(count: number): TextFormat {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const better = {
    type: ['integer', 'null'],
    enum: [...numbers, null],
    description: 'Number of the image; null: none',
  };
  const images = { type: 'array', items: TEXT, description: 'What each image has, in their order' };
  const schema = closed({
    summary: TEXT,
    differences: list({ aspect: TEXT, images }),
    criteria: list({ criterion: TEXT, better, why: TEXT }),
    better,
  });
  return { type: 'json_schema', name: 'comparison', schema, strict: true };
}

export const comparisonPrompt = (prompt: string | undefined, criteria: readonly string[]): string =>
  [
    'Compare these images. Name every difference that can be seen, and for each what every image has; leave out what is the same.',
    criteria.length > 0
      ? `Judge them by these criteria, each by itself, and say which image is better by it: ${criteria.join('; ')}. Then say which is better on the whole.`
      : 'Leave criteria empty, and better null, unless the request below asks for a judgement.',
    ...(prompt ? ['', prompt] : []),
  ].join('\n');

/** The comparison in words. */
export const wordsOf = ({ summary, differences, criteria, better }: Comparison): string =>
  [
    summary,
    ...differences.map(
      ({ aspect, images }) =>
        `- ${aspect}: ${images.map((one, index) => `${index + 1}: ${one}`).join(' | ')}`,
    ),
    ...criteria.map(
      (one) => `- ${one.criterion}: ${one.better === null ? 'neither' : `image ${one.better}`} (${one.why})`,
    ),
    ...(better === null ? [] : [`Better on the whole: image ${better}.`]),
  ].join('\n');
