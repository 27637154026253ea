import nock from 'nock';

/** One part of a form as it went over the wire. */
export interface SentPart {
  name: string;
  filename?: string;
  type?: string;
  data: Buffer;
}

type Reply = { status?: number; body: unknown };

/** Answers the next forms that are posted to a path, one reply each; returns the parts of each that was sent. */
export function onForm(base: string, path: string, ...replies: Reply[]): SentPart[][] {
  const sent: SentPart[][] = [];
  for (const { status = 200, body } of replies) {
    const type = typeof body === 'string' ? 'text/event-stream' : 'application/json';
    nock(base)
      .post(path, (received) => sent.push(partsOf(received as string)) > 0)
      .reply(status, body as nock.Body, { 'content-type': type });
  }
  return sent;
}

/** nock gives what is no UTF-8 as hex. The parts are cut by hand: a parser of forms would forgive what servers don't. */
function partsOf(received: string): SentPart[] {
  const bytes = received.startsWith('--') ? Buffer.from(received) : Buffer.from(received, 'hex');
  const boundary = bytes.subarray(0, bytes.indexOf('\r\n'));
  const parts: SentPart[] = [];
  for (let at = 0; ; ) {
    const start = at + boundary.length + 2;
    const end = bytes.indexOf(Buffer.concat([Buffer.from('\r\n'), boundary]), start);
    if (end === -1) return parts;
    parts.push(partOf(bytes.subarray(start, end)));
    at = end + 2;
  }
}

function partOf(part: Buffer): SentPart {
  const end = part.indexOf('\r\n\r\n');
  const head = part.toString('utf8', 0, end);
  const [, name = ''] = /; name="([^"]*)"/.exec(head) ?? [];
  const [, filename] = /; filename="([^"]*)"/.exec(head) ?? [];
  const [, type] = /content-type: (\S+)/i.exec(head) ?? [];
  return {
    name,
    ...(filename !== undefined && { filename }),
    ...(type && { type }),
    data: part.subarray(end + 4),
  };
}

/** The text fields of a form. */
export const fieldsOf = (parts: readonly SentPart[]): Record<string, string> =>
  Object.fromEntries(
    parts.filter(({ filename }) => filename === undefined).map(({ name, data }) => [name, data.toString()]),
  );

export const filesOf = (parts: readonly SentPart[]): SentPart[] =>
  parts.filter(({ filename }) => filename !== undefined);
