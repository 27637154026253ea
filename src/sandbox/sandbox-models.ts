import { ApiError, missing } from './api-error.js';

/** What `GET /v1/models` lists: name, day of release, and the day it ends where that is announced. */
const SERVED: readonly (readonly [id: string, released: string, shutdown?: string])[] = [
  ['gpt-6.2-astra', '2026-11-17'],
  ['gpt-6.2-sol', '2026-11-17'],
  ['gpt-6.1-sol', '2026-10-06'],
  ['gpt-6.1-terra', '2026-10-06'],
  ['gpt-6-sol', '2026-09-01'],
  ['gpt-6-luna', '2026-09-01'],
  ['gpt-5.6-sol', '2026-07-07'],
  ['gpt-5.6-terra', '2026-07-07'],
  ['gpt-5.6-luna', '2026-07-07'],
  ['gpt-5.5', '2026-04-23'],
  ['gpt-5.4', '2026-03-05'],
  ['gpt-5.4-mini', '2026-03-17'],
  ['gpt-5.1', '2025-11-13', '2027-04-01'],
  ['gpt-5', '2025-08-07', '2026-12-11'],
  ['gpt-5-mini', '2025-08-07', '2026-12-11'],
  ['o3', '2025-04-16', '2026-12-11'],
  ['gpt-4.1', '2025-04-14', '2027-01-14'],
  ['gpt-4.1-mini', '2025-04-14', '2027-01-14'],
  ['gpt-4o', '2024-05-13', '2027-01-14'],
  ['gpt-4o-mini', '2024-07-18', '2027-01-14'],
  ['gpt-image-2.6-sunburst', '2026-11-03'],
  ['gpt-image-2.6-flare', '2026-11-03'],
  ['gpt-image-2.5-sunburst', '2026-09-08'],
  ['gpt-image-2.5-flare', '2026-09-08'],
  ['gpt-image-2', '2026-04-21'],
  ['gpt-image-1.5', '2025-12-16', '2026-12-01'],
  ['text-embedding-3-large', '2024-01-25'],
  ['text-embedding-3-small', '2024-01-25'],
  ['text-embedding-ada-002', '2022-12-15'],
  ['omni-moderation-latest', '2024-09-26'],
  ['gpt-transcribe', '2026-08-26'],
  ['whisper-1', '2023-03-01', '2027-02-26'],
  ['gpt-4o-transcribe', '2025-03-20', '2027-02-26'],
  ['gpt-4o-mini-transcribe', '2025-03-20', '2027-02-26'],
  ['gpt-4o-transcribe-diarize', '2025-10-15', '2027-02-26'],
  ['gpt-4o-mini-tts', '2025-03-20', '2027-01-06'],
  ['tts-1', '2023-11-06', '2027-01-06'],
  ['tts-1-hd', '2023-11-06', '2027-01-06'],
];

const OPENAI_NAME = /^(gpt-|chatgpt-|o\d|ft:|text-embedding-|omni-moderation-|tts-|whisper-|codex-)/;
const RETIRED = new RegExp(
  [
    '^(gpt-3\\.5-|gpt-4(-|$)|gpt-4\\.1-nano|gpt-4o-2024-05-13|chatgpt-4o|o1(-|$)|o3-mini|o4-mini)',
    '^(dall-e-|gpt-image-1$|text-moderation-|codex-mini-latest|computer-use-preview)',
    '^gpt-4o(-mini)?-(audio|search)-preview',
    '^gpt-5(\\.\\d)?-chat-latest$',
    '^gpt-5(\\.1)?-codex(-max)?$',
    '-deep-research',
  ].join('|'),
);

const published = ([id, released, shutdown]: (typeof SERVED)[number]) => ({
  id,
  object: 'model',
  created: Date.parse(released) / 1000,
  owned_by: 'system',
  shutdown_date: shutdown ?? null,
});

export const listModels = () => ({ object: 'list', data: SERVED.map(published) });

const unknownModel = (model: string): ApiError =>
  new ApiError(
    404,
    RETIRED.test(model)
      ? `The model \`${model}\` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations`
      : `The model \`${model}\` does not exist or you do not have access to it.`,
    { param: 'model', code: 'model_not_found' },
  );

/** Names newer than this list are served if they look like OpenAI's; retired and foreign ones are refused. */
export const assertServed = (model: unknown): string => {
  if (typeof model !== 'string' || model === '') throw missing('model');
  if (!OPENAI_NAME.test(model) || RETIRED.test(model)) throw unknownModel(model);
  return model;
};

export const retrieveModel = (id: string) => {
  const found = SERVED.find(([served]) => served === id);
  if (!found) throw unknownModel(id);
  return published(found);
};
