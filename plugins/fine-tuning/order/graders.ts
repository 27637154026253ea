import type { JsonSchema } from 'openai-mcp-host/plugin';

const TEXT = { type: 'string', minLength: 1 };
const OBJECTS = { type: 'array', items: { type: 'object' }, minItems: 1 };

const grader = (type: string, properties: Record<string, JsonSchema>, optional: readonly string[] = []) => ({
  type: 'object',
  properties: { type: { const: type }, name: TEXT, ...properties },
  required: ['type', 'name', ...Object.keys(properties).filter((name) => !optional.includes(name))],
});

const SINGLE = [
  grader('string_check', {
    input: TEXT,
    reference: TEXT,
    operation: { enum: ['eq', 'ne', 'like', 'ilike'] },
  }),
  grader('text_similarity', {
    input: TEXT,
    reference: TEXT,
    evaluation_metric: {
      enum: [
        ...['cosine', 'fuzzy_match', 'bleu', 'gleu', 'meteor', 'rouge_1', 'rouge_2', 'rouge_3', 'rouge_4'],
        ...['rouge_5', 'rouge_l'],
      ],
    },
  }),
  grader('python', { source: TEXT, image_tag: TEXT }, ['image_tag']),
  grader(
    'score_model',
    {
      model: TEXT,
      input: OBJECTS,
      range: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
      sampling_params: { type: 'object' },
    },
    ['range', 'sampling_params'],
  ),
];

/** What judges the answers of a model that is tuned by reinforcement. */
export const GRADER: JsonSchema = {
  anyOf: [...SINGLE, grader('multi', { graders: { type: 'object' }, calculate_output: TEXT })],
};
