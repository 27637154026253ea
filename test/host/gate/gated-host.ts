import { answers, type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import stranger, { PIXEL, ran } from './stranger.js';

// biome-ignore lint/suspicious/noExplicitAny: what is sent is looked at as it comes
type Json = any;

const scoresOf = (violence: number) => ({ violence, hate: 0.001 });

/** As OpenAI judges: texts that hold BAD, and pictures at addresses that hold it. */
export function judgement(input: Json) {
  const all: Json[] = Array.isArray(input) ? input : [input];
  const judge = (text: string) => {
    const isBad = text.includes('BAD');
    return {
      flagged: isBad,
      categories: { violence: isBad, hate: false },
      category_scores: scoresOf(isBad ? 0.9734 : text.includes('MEH') ? 0.4 : 0.01),
      category_applied_input_types: { violence: ['text'], hate: ['text'] },
    };
  };
  const isParts = typeof all[0] === 'object';
  return isParts ? [judge(all.map((part) => part.image_url?.url ?? part.text).join())] : all.map(judge);
}

export const moderating = ({ body }: { body: Json }) => ({
  json: { id: 'modr-1', model: 'omni-moderation-latest', results: judgement(body.input) },
});

/** The picture that {@link stranger} makes, seen as harmful. */
export const seeingHarm = ({ body }: { body: Json }) => ({
  json: {
    id: 'modr-1',
    model: 'omni-moderation-latest',
    results: JSON.stringify(body.input).includes(PIXEL.toString('base64'))
      ? judgement('BAD')
      : judgement(body.input),
  },
});

/** A host with a stranger's plugin, and what is moderated as the test says. */
export async function gatedHost(
  moderation: object,
  { config, ...options }: TestHostOptions = {},
): Promise<TestHost> {
  ran.length = 0;
  const host = await testHost({ plugins: [stranger], config: { moderation, ...config }, ...options });
  host.openai.always('/moderations', moderating);
  return host;
}

/** What was sent to be judged, request by request. */
export const judgedBy = (host: TestHost): Json[] =>
  host.openai.requests.filter(({ path }) => path === '/moderations').map(({ body }) => body.input);

export { answers, ran };
