import { answers } from '../answers.js';
import type { RecordedRequest } from '../recorded-request.js';
import type { ScriptedOpenAI } from '../scripted-openai.js';

const unflagged = ({ body }: RecordedRequest) => ({
  json: {
    id: 'modr_1',
    model: String(body?.model ?? 'omni-moderation-latest'),
    results: [body?.input].flat().map(() => ({
      flagged: false,
      categories: {},
      category_scores: {},
      category_applied_input_types: {},
    })),
  },
});

/** A short answer for whatever plugins commonly ask of OpenAI. */
export function answerAsUsual(openai: ScriptedOpenAI): void {
  openai
    .always('/responses', answers.text('Yes.'))
    .always('/chat/completions', answers.text('Yes.'))
    .always('/embeddings', answers.embedding())
    .always('/images/*', answers.image())
    .always('/audio/speech', { bytes: Buffer.from('ID3') })
    .always('/audio/*', answers.json({ text: 'Yes.' }))
    .always('/moderations', unflagged)
    .always('GET /models', answers.json({ object: 'list', data: [] }));
}
