import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6.2-sol';

describe('the sandbox in the background', () => {
  const begin = (more = {}) =>
    held.openai.responses.create({
      model,
      input: 'Who keeps the lighthouse?',
      background: true,
      tools: [{ type: 'web_search' }],
      reasoning: { effort: 'low' },
      ...more,
    });

  it('gets on from look to look: queued, in progress with what it did so far, completed with usage', async () => {
    const begun = await begin();
    const looks = [];
    for (let look = 0; look < 4; look++) looks.push(await held.openai.responses.retrieve(begun.id));

    expect(begun).toMatchObject({ status: 'queued', output: [], usage: null });
    expect(looks.map(({ status }) => status)).toEqual([
      'in_progress',
      'in_progress',
      'completed',
      'completed',
    ]);
    expect(looks[0]!.output.map(({ type }) => type)).toEqual([
      'reasoning',
      'web_search_call',
      'web_search_call',
    ]);
    expect(looks[1]!.usage).toBeNull();
    expect(looks[2]!.usage!.output_tokens).toBeGreaterThan(0);
    expect(looks[2]!.tool_usage!.web_search.num_requests).toBe(1);
    expect(looks[3]).toEqual(looks[2]);
  });

  it('stops what is cancelled, once and for all', async () => {
    const { id } = await begin();
    await held.openai.responses.retrieve(id);

    const cancelled = await held.openai.responses.cancel(id);
    const again = await held.openai.responses.cancel(id);
    const seen = await held.openai.responses.retrieve(id);

    expect(cancelled).toMatchObject({ status: 'cancelled', usage: null });
    expect([again.status, seen.status]).toEqual(['cancelled', 'cancelled']);
  });

  it('leaves what has ended as it is when it is cancelled', async () => {
    const { id } = await begin({ tools: [] });
    for (let look = 0; look < 2; look++) await held.openai.responses.retrieve(id);

    const cancelled = await held.openai.responses.cancel(id);

    expect(cancelled.status).toBe('completed');
    expect(cancelled.usage).not.toBeNull();
  });

  it('refuses what the API refuses', async () => {
    const { id } = await held.openai.responses.create({ model, input: 'Hi' });
    const refusals = await Promise.all(
      [
        begin({ store: false }),
        held.openai.responses.cancel(id),
        held.openai.responses.cancel('resp_none'),
        held.openai.responses.retrieve('resp_none'),
      ].map((request) => request.catch((error) => error)),
    );

    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
    expect(refusals[0].param).toBe('background');
    expect(refusals[1].message).toContain('synchronous');
  });
});

describe('the sandbox on the web', () => {
  it('searches, and cites what it found where it stands, counted in characters', async () => {
    const answer = await held.openai.responses.create({
      model,
      input: 'Who keeps the 🦊 lighthouse?',
      tools: [{ type: 'web_search', filters: { allowed_domains: ['example.org'] } }],
      include: ['web_search_call.action.sources'],
    });

    const [search, opened, said] = answer.output as never as Record<string, never>[];
    const { text, annotations } = said!.content![0] as unknown as {
      text: string;
      annotations: { start_index: number; end_index: number; url: string }[];
    };
    expect(search).toMatchObject({
      type: 'web_search_call',
      action: { type: 'search', queries: ['Who keeps the 🦊 lighthouse?'], sources: [{}, {}] },
    });
    expect(opened).toMatchObject({ action: { type: 'open_page' } });
    for (const { start_index, end_index, url } of annotations)
      expect([...text].slice(start_index, end_index).join('')).toBe(`([example.org](${url}))`);
    expect(annotations).toHaveLength(2);
  });

  it('searches no more often than it may, and tells its sources only where it is asked', async () => {
    const answer = await held.openai.responses.create({
      model,
      input: 'Who?',
      tools: [{ type: 'web_search' }],
      max_tool_calls: 1,
    });

    expect(answer.output.map(({ type }) => type)).toEqual(['web_search_call', 'message']);
    expect(answer.output[0]).not.toHaveProperty('action.sources');
  });

  it('streams the searches before the text, in numbered events', async () => {
    const stream = held.openai.responses.stream({ model, input: 'Who?', tools: [{ type: 'web_search' }] });

    const seen: { type: string; sequence_number: number }[] = [];
    for await (const event of stream) seen.push(event);
    const final = await stream.finalResponse();

    expect(seen.map(({ sequence_number }) => sequence_number)).toEqual(seen.map((_, at) => at));
    expect(final.output.map(({ type }) => type)).toEqual(['web_search_call', 'web_search_call', 'message']);
    expect(final.output_text).toContain('example.com');
  });
});
