import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { toFile } from 'openai';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { chatAnswer, events, openServices, refusalOf } from './open-services.js';

const ASK = { model: 'gpt-6-luna', messages: [{ role: 'user' as const, content: 'Hi' }] };
const JSON_TYPE = { 'content-type': 'application/json' };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The services against a local server, and how often that was asked. */
async function against(listener: RequestListener, openai: object = {}) {
  const seen: IncomingMessage[] = [];
  const { url } = await serve((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  return { ...(await openServices({ openai: { baseURL: `${url}/v1`, ...openai } })), seen };
}

function gate(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const answer = (response: ServerResponse, body: object = chatAnswer()) =>
  response.writeHead(200, JSON_TYPE).end(JSON.stringify(body));

describe('a paid request whose fate is unknown is sent once', () => {
  test('when the connection breaks before the answer', async () => {
    const services = await against((request) => request.resume().on('end', () => request.socket.destroy()));

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal).toMatchObject({
      code: 'UPSTREAM_CONNECTION_LOST',
      message: expect.stringContaining('may have been billed'),
    });
    expect(services.seen).toHaveLength(1);
    expect(services.call.requests).toMatchObject([{ tries: 1, status: 0, costNanoUsd: null }]);
  });

  test('when the answer breaks off in its middle', async () => {
    const services = await against((request, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
      response.write('{"id":', () => setTimeout(() => request.socket.destroy(), 20));
    });

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal.code).toBe('UPSTREAM_CONNECTION_LOST');
    expect(services.seen).toHaveLength(1);
  });

  test('when no answer comes', async () => {
    const services = await against(() => {}, { timeoutSeconds: 0.2 });

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: expect.stringContaining('may have been billed'),
    });
    expect(services.seen).toHaveLength(1);
  });

  test('when a stream falls silent', async () => {
    const services = await against(
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events({ choices: [] })),
      { timeoutSeconds: 0.2 },
    );
    const read = async () => {
      for await (const _ of await services.client.chat.completions.create({ ...ASK, stream: true }));
    };

    expect((await refusalOf(services, read())).code).toBe('UPSTREAM_TIMEOUT');
  });
});

test('A request that only reads is sent again when its connection breaks', async () => {
  const services = await against((request, response) => {
    if (services.seen.length === 1) request.socket.destroy();
    else answer(response, { object: 'list', data: [] });
  });

  await services.call.run(async () => services.client.models.list());

  expect(services.call.requests).toMatchObject([{ tries: 2, costNanoUsd: 0n }]);
});

test('A trickling answer may take longer than the time limit', async () => {
  const services = await against(
    (_, response) => {
      response.writeHead(200, JSON_TYPE);
      const text = JSON.stringify(chatAnswer());
      let sent = 0;
      const timer = setInterval(() => {
        response.write(text.slice(sent, sent + 20));
        sent += 20;
        if (sent < text.length) return;
        clearInterval(timer);
        response.end();
      }, 100);
    },
    { timeoutSeconds: 0.5 },
  );

  const completion = await services.client.chat.completions.create(ASK);

  expect(completion.choices[0]?.message.content).toBe('Hello.');
});

describe('a call that is cancelled', () => {
  test('aborts its request upstream', async () => {
    const closed = gate();
    const arrived = gate();
    const services = await against((_, response) => {
      response.on('close', () => closed.open());
      arrived.open();
    });

    const refusal = refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );
    await arrived.opened;
    services.call.cancel();

    expect((await refusal).code).toBe('CANCELLED');
    await closed.opened;
    expect(services.call.requests).toMatchObject([{ costNanoUsd: null }]);
  });

  test('aborts its stream, which does not look whole to the reader', async () => {
    const closed = gate();
    const services = await against((_, response) => {
      response.on('close', () => closed.open());
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events({ choices: [] }));
    });
    const read = async () => {
      for await (const _ of await services.client.chat.completions.create({ ...ASK, stream: true }))
        services.call.cancel();
    };

    expect((await refusalOf(services, services.call.run(read))).code).toBe('CANCELLED');
    await closed.opened;
  });

  test('sends nothing any more', async () => {
    const services = await against((_, response) => answer(response));
    services.call.cancel();

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal.code).toBe('CANCELLED');
    expect(services.seen).toHaveLength(0);
  });
});

test('A stream that its reader leaves is aborted upstream', async () => {
  const closed = gate();
  const services = await against((_, response) => {
    response.on('close', () => closed.open());
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events({ choices: [] }));
  });

  for await (const _ of await services.client.chat.completions.create({ ...ASK, stream: true })) break;

  await closed.opened;
});

test('64 requests at once are at the server at once', async () => {
  const held: ServerResponse[] = [];
  const services = await against((_, response) => {
    held.push(response);
    if (held.length === 64) for (const each of held) answer(each);
  });

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => services.client.chat.completions.create(ASK)),
  );

  expect(answers).toHaveLength(64);
});

test('Requests one after the other share a connection', async () => {
  const services = await against((_, response) => answer(response));

  await services.client.chat.completions.create(ASK);
  await services.client.chat.completions.create(ASK);

  expect(services.seen[1]?.socket).toBe(services.seen[0]?.socket);
  await services.stop();
});

test('A file arrives byte by byte as it was', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7) % 256));
  let received: Promise<{ file: Buffer; purpose: unknown }> | undefined;
  const services = await against((request, response) => {
    received = bodyOf(request).then(async (body) => {
      const form = await new Response(new Uint8Array(body), {
        headers: { 'content-type': request.headers['content-type']! },
      }).formData();
      const file = form.get('file') as File;
      return { file: Buffer.from(await file.arrayBuffer()), purpose: form.get('purpose') };
    });
    void received.then(() => answer(response, { id: 'file-1' }));
  });

  const file = await toFile(bytes, 'data.bin');
  await services.call.run(async () => services.client.files.create({ file, purpose: 'user_data' }));

  expect((await received)?.file.equals(bytes)).toBe(true);
  expect((await received)?.purpose).toBe('user_data');
  expect(services.call.requests).toMatchObject([{ endpoint: '/files', costNanoUsd: 0n }]);
});

test('A form that is sent a second time is whole again', async () => {
  const sizes: number[] = [];
  const services = await against((request, response) => {
    void bodyOf(request).then((body) => {
      sizes.push(body.length);
      if (sizes.length === 2) answer(response, { id: 'file-1' });
      else response.writeHead(503, { 'retry-after-ms': '1' }).end();
    });
  });

  const file = await toFile(Buffer.alloc(100_000, 7), 'data.bin');
  await services.client.files.create({ file, purpose: 'user_data' });

  expect(sizes).toHaveLength(2);
  expect(sizes[1]).toBe(sizes[0]);
});

test('A transcription is recorded under the model of its form', async () => {
  const services = await against((request, response) => {
    void bodyOf(request).then(() =>
      answer(response, { text: 'Hi', usage: { type: 'duration', seconds: 60 } }),
    );
  });

  const file = await toFile(Buffer.from('sound'), 'a.wav');
  await services.call.run(async () =>
    services.client.audio.transcriptions.create({ file, model: 'gpt-transcribe' }),
  );

  // A minute at $0.27 an hour
  expect(services.call.requests).toMatchObject([{ model: 'gpt-transcribe', costNanoUsd: 4_500_000n }]);
});

test('A download comes through as bytes', async () => {
  const services = await against((_, response) => response.writeHead(200, JSON_TYPE).end('{"not": parsed'));

  const content = await services.client.files.content('file-1');

  expect(await content.text()).toBe('{"not": parsed');
});

test('An answer that a gateway packs is unpacked', async () => {
  const services = await against((_, response) => {
    response
      .writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify(chatAnswer())));
  });

  const completion = await services.client.chat.completions.create(ASK);

  expect(completion.choices[0]?.message.content).toBe('Hello.');
});

test('withResponse and the request id work as in the SDK', async () => {
  const services = await against((_, response) => {
    response.writeHead(200, { ...JSON_TYPE, 'x-request-id': 'req_7' }).end(JSON.stringify(chatAnswer()));
  });

  const { data, request_id } = await services.client.chat.completions.create(ASK).withResponse();

  expect(request_id).toBe('req_7');
  expect(Reflect.get(data, '_request_id')).toBe('req_7');
});

describe('another base URL', () => {
  test('never learns the organization and the project', async () => {
    process.env.OPENAI_ORG_ID = 'org-env';
    const services = await against((_, response) => answer(response), {
      organization: 'org-1',
      project: 'proj-1',
    });

    await services.client.chat.completions.create(ASK).finally(() => delete process.env.OPENAI_ORG_ID);

    expect(Object.keys(services.seen[0]!.headers)).not.toContain('openai-organization');
    expect(Object.keys(services.seen[0]!.headers)).not.toContain('openai-project');
  });

  test('is reached through the proxy of the environment', async () => {
    const proxied: string[] = [];
    const proxy = await serve(({ url = '' }, response) => {
      proxied.push(url);
      answer(response);
    });
    proxy.server.on('connect', ({ url = '' }, socket) => {
      proxied.push(url);
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    });
    Object.assign(process.env, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });

    const plain = await openServices({ openai: { baseURL: 'http://models.example/v1' } });
    const secure = await openServices({ openai: { baseURL: 'https://models.example/v1', maxRetries: 0 } });
    delete process.env.HTTP_PROXY;
    delete process.env.HTTPS_PROXY;
    await plain.client.chat.completions.create(ASK);
    const refusal = await refusalOf(secure, secure.client.chat.completions.create(ASK));

    expect(proxied).toEqual(['http://models.example/v1/chat/completions', 'models.example:443']);
    expect(refusal.code).toBe('UPSTREAM_UNREACHABLE');
  });
});

test('OPENAI_LOG=debug goes to our log, not to the console', async () => {
  const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;
  const console_ = methods.map((name) => vi.spyOn(console, name));
  process.env.OPENAI_LOG = 'debug';

  const services = await against((_, response) => answer(response));
  await services.client.chat.completions.create(ASK).finally(() => delete process.env.OPENAI_LOG);

  expect(services.lines.join()).toContain('sending request');
  expect(services.lines.join()).not.toContain('sk-test-0123456789');
  for (const method of console_) expect(method).not.toHaveBeenCalled();
});
