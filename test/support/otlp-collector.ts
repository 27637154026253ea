import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

type Value = {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
  boolValue?: boolean;
  kvlistValue?: object;
  arrayValue?: object;
};
interface Attribute {
  key: string;
  value: Value;
}

export interface TakenSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: Record<string, unknown>;
  events: { name: string; attributes: Record<string, unknown> }[];
  links: { traceId: string; spanId: string }[];
  status: { code?: number; message?: string };
}

export interface TakenLog {
  body: string;
  severity: string;
  traceId?: string;
  attributes: Record<string, unknown>;
}

export interface Collector {
  url: string;
  /** Everything that came, as it came. */
  bodies(): string;
  resource(): Record<string, unknown>;
  /** Waits until there is a span of that name. */
  span(name: string): Promise<TakenSpan>;
  spans(): TakenSpan[];
  metricNames(): string[];
  log(body: RegExp): Promise<TakenLog>;
  /** The paths that were posted to. */
  paths(): string[];
  close(): Promise<void>;
}

const plain = ({ stringValue, intValue, doubleValue, boolValue }: Value): unknown =>
  stringValue ?? boolValue ?? doubleValue ?? (intValue === undefined ? undefined : Number(intValue));
const plainAll = (attributes: Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

// biome-ignore lint/suspicious/noExplicitAny: OTLP's JSON, as a collector finds it
type Json = any;

/** A collector of OTLP over HTTP, which takes JSON and keeps all of it. */
export async function otlpCollector(): Promise<Collector> {
  const taken: { path: string; body: Json; text: string }[] = [];
  let news = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const text = await read(request);
    taken.push({ path: request.url ?? '', body: JSON.parse(text), text });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    news.resolve();
    news = Promise.withResolvers();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const of = (path: string): Json[] => taken.filter((each) => each.path === path).map(({ body }) => body);
  const spans = (): TakenSpan[] =>
    of('/v1/traces')
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }: Json) => scopeSpans)
      .flatMap(({ spans }: Json) => spans)
      .map((span: Json) => ({
        ...span,
        attributes: plainAll(span.attributes),
        events: (span.events ?? []).map((event: Json) => ({
          ...event,
          attributes: plainAll(event.attributes),
        })),
        links: span.links ?? [],
        status: span.status ?? {},
      }));
  const logs = (): TakenLog[] =>
    of('/v1/logs')
      .flatMap(({ resourceLogs }) => resourceLogs)
      .flatMap(({ scopeLogs }: Json) => scopeLogs)
      .flatMap(({ logRecords }: Json) => logRecords)
      .map((record: Json) => ({
        body: record.body?.stringValue,
        severity: record.severityText,
        traceId: record.traceId,
        attributes: plainAll(record.attributes),
      }));
  const wait = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await news.promise;
    }
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies: () => taken.map(({ text }) => text).join('\n'),
    resource: () => plainAll(taken[0]?.body.resourceSpans?.[0].resource.attributes),
    span: (name) => wait(() => spans().find((span) => span.name === name)),
    spans,
    metricNames: () => [
      ...new Set<string>(
        of('/v1/metrics')
          .flatMap(({ resourceMetrics }) => resourceMetrics)
          .flatMap(({ scopeMetrics }: Json) => scopeMetrics)
          .flatMap(({ metrics }: Json) => metrics)
          .map(({ name }: Json) => name),
      ),
    ],
    log: (body) => wait(() => logs().find((log) => body.test(log.body))),
    paths: () => [...new Set(taken.map(({ path }) => path))],
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}
