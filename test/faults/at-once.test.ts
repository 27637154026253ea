import { afterEach, expect, test } from 'vitest';
import { textOf } from '../support/call-result.js';
import { type FakeOpenAI, type RecordedRequest, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, said } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

const CALLS = 64;

let upstream: FakeOpenAI;
let served: ServedProcess;

afterEach(async () => {
  await served.close();
  await upstream.stop();
});

test.each(['legacy', 'modern'] as const)(
  '64 calls of the %s era are under way at once, and none gets another’s answer',
  async (era) => {
    const allThere = Promise.withResolvers<void>();
    const questionOf = ({ body }: RecordedRequest) => body.input[0].content as string;
    upstream = await startFakeOpenAI(async (request) => {
      if (upstream.requests.length === CALLS) allThere.resolve();
      await allThere.promise;
      return { json: said(`answer to ${questionOf(request)}`) };
    });
    served = await serveProcess({ upstream, era, config: { openai: { api: 'responses' } } });
    const questions = Array.from({ length: CALLS }, (_, index) => `question ${index}`);

    const results = await Promise.all(
      questions.map((question) => served.call('chat-completion', ask(question))),
    );

    expect(results.map(textOf)).toEqual(questions.map((question) => `answer to ${question}`));
    expect(upstream.requests).toHaveLength(CALLS);
  },
);
