import { afterEach, describe, expect, test } from 'vitest';
import { errorOf } from '../support/call-result.js';
import {
  type Abilities,
  type ConnectedClient,
  connectClient,
  EVERY_CLIENT,
} from '../support/every-client.js';
import { MODERN_META, rawProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const options = { config: { plugins: { booking: { from: fixture('booking.ts') } } } };
const FILLED = { name: 'Ada', email: 'ada@example.com' };

describe.each(EVERY_CLIENT)('a form at %s', (kind) => {
  let connected: ConnectedClient;
  const connect = async (abilities: Abilities) => {
    connected = await connectClient(kind, options, abilities);
  };

  afterEach(() => connected.close());

  test('shows every field with its title, limits, choices and default, in the words that clients know', async () => {
    const asked: unknown[] = [];
    await connect({
      elicit: (params) => {
        asked.push(params);
        return { action: 'decline' };
      },
    });

    await connected.call('book-trip');

    expect(asked).toMatchObject([
      {
        message: 'Whom do we book for?',
        requestedSchema: {
          type: 'object',
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 40, description: 'Who travels.' },
            email: { type: 'string', format: 'email', maxLength: 254 },
            seats: { type: 'integer', minimum: 1, maximum: 9, default: 1 },
            seat: { type: 'string', enum: ['aisle', 'window'], default: 'window' },
            meals: { type: 'array', items: { type: 'string', enum: ['vegan', 'kosher'] }, default: [] },
            cabin: {
              type: 'string',
              oneOf: [
                { const: 'eco', title: 'Economy' },
                { const: 'biz', title: 'Business' },
              ],
              default: 'eco',
            },
            insured: { type: 'boolean', default: false },
            website: { type: 'string', format: 'uri' },
          },
          required: ['name', 'email'],
        },
      },
    ]);
    expect(JSON.stringify(asked)).not.toMatch(/pattern|additionalProperties/);
  });

  test('gives the tool an instance of its class, defaults filled in', async () => {
    await connect({
      elicit: () => ({ action: 'accept', content: { ...FILLED, seats: 2, meals: ['vegan'] } }),
    });

    const { structuredContent } = await connected.call('book-trip');

    const fields = { seats: 2, seat: 'window', meals: ['vegan'], cabin: 'eco', insured: false, ...FILLED };
    expect(structuredContent.said).toMatch(/^Ada, 2 × window /);
    expect(JSON.parse(structuredContent.said.slice('Ada, 2 × window '.length))).toEqual(fields);
  });

  test.each([
    ['decline', 'declined'],
    ['cancel', 'cancelled'],
  ])('that the person answers with %s is %s', async (action, said) => {
    await connect({ elicit: () => ({ action }) });

    expect((await connected.call('book-trip')).structuredContent).toEqual({ said });
  });

  test('is put again with what was wrong, until it fits', async () => {
    const messages: string[] = [];
    await connect({
      elicit: ({ message }) => {
        messages.push(message);
        const email = messages.length === 1 ? 'nowhere' : FILLED.email;
        return { action: 'accept', content: { ...FILLED, email, odd: true } };
      },
    });

    const { structuredContent } = await connected.call('book-trip');

    expect(messages).toEqual([
      'Whom do we book for?',
      'Whom do we book for?\n\nemail must be an email address (it is "nowhere")',
    ]);
    expect(structuredContent.said).toContain('"email":"ada@example.com"');
  });

  test('is put together with what is asked at the same time, and each answer finds its question', async () => {
    const asked: string[] = [];
    await connect({
      elicit: ({ message, requestedSchema }) => {
        asked.push(message);
        return {
          action: 'accept',
          content: requestedSchema.properties.ok ? { ok: true } : { city: message },
        };
      },
    });

    const { structuredContent } = await connected.call('book-return');

    expect(structuredContent).toEqual({ said: 'Where to?, And back to?, Which way?, accepted' });
    expect(asked.slice(0, 3).sort()).toEqual(['And back to?', 'Is that all?', 'Where to?']);
    expect(asked.slice(3)).toEqual(['Which way?']);
  });

  test('that is put in the same words again is answered anew', async () => {
    let guess = 0;
    await connect({ elicit: () => ({ action: 'accept', content: { number: ++guess } }) });

    expect((await connected.call('guess-number')).structuredContent).toEqual({ said: 'found after 3' });
  });

  test('is unavailable where the client can ask nobody', async () => {
    await connect({});

    expect((await connected.call('book-trip')).structuredContent).toEqual({ said: 'unavailable' });
  });

  test('of a class that no form can show fails the call, and says what is wrong with the class', async () => {
    await connect({ elicit: () => ({ action: 'accept', content: {} }) });

    const error = errorOf(await connected.call('ask-oddly'));

    expect(error).toMatchObject({ code: 'FIELDS_UNSUPPORTED', message: expect.stringContaining('labels') });
  });
});

describe('a form on the wire of the newer era', () => {
  const meta = {
    ...MODERN_META,
    'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
  };

  test('bears the name of its class, twice where two are asked, and travels with one signed state', async () => {
    const raw = await rawProcess(options);

    const { result } = await raw.ask('tools/call', { name: 'book-return', arguments: {}, _meta: meta });
    await raw.stop();

    expect(Object.keys(result.inputRequests)).toEqual(['city', 'city_2', 'confirm']);
    expect(result).toMatchObject({ resultType: 'input_required', requestState: expect.any(String) });
  });

  test('may be filled in before it was put, once, but nobody can agree to a question that was never put', async () => {
    const raw = await rawProcess(options);
    const inputResponses = {
      city: { action: 'accept', content: { city: 'Oslo' } },
      confirm: { action: 'accept', content: { ok: true } },
    };

    const { result } = await raw.ask('tools/call', {
      name: 'book-return',
      arguments: {},
      inputResponses,
      _meta: meta,
    });
    await raw.stop();

    expect(Object.keys(result.inputRequests)).toEqual(['city', 'confirm']);
  });
});
