import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modernRequest, type ServedHttp } from '../../support/served-http.js';
import { as, servedTo, tokenOf } from './clients-host.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedTo([
    { name: 'team-a', tools: { only: ['list-wares', 'add-ware', 'ask-model'] } },
    { name: 'team-b', readOnly: true },
  ]);
});

afterAll(() => served.close());

const ALL = ['add-ware', 'ask-model', 'list-wares'];

interface Sent {
  lines?: readonly string[];
  /** What the body says of itself beside what it has to. */
  meta?: object;
  trailers?: readonly string[];
  query?: string;
  token?: string;
}

/** Lists the tools by a request whose every byte is the test's. @returns their names, or the status. */
async function listed({ lines = [], meta = {}, trailers = [], query = '', token }: Sent) {
  const { body, headers } = modernRequest('tools/list');
  const { hostname, port, pathname } = new URL(served.url);
  const text = JSON.stringify({
    ...body,
    params: { ...body.params, _meta: { ...body.params._meta, ...meta } },
  });
  const head = [
    `POST ${pathname}${query} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    'Transfer-Encoding: chunked',
    ...(trailers.length > 0 ? [`Trailer: ${trailers.map((each) => each.split(':')[0]).join(', ')}`] : []),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(token === '' ? [] : [`Authorization: Bearer ${token ?? tokenOf('team-a')}`]),
    ...lines,
  ];
  const chunk = `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n`;
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.setEncoding('utf8').on('data', (piece) => {
    said += piece;
  });
  socket.write(`${head.join('\r\n')}\r\n\r\n${chunk}${trailers.map((each) => `${each}\r\n`).join('')}\r\n`);
  await once(socket, 'close');
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]);
  if (status !== 200) return status;
  return [...said.matchAll(/"name":"([a-z]+-[a-z]+)"/g)].map(([, name]) => name).sort();
}

test.each<[string, Sent, string[] | number]>([
  [
    'twice: both narrow',
    { lines: ['X-MCP-Tools: add-ware', 'X-MCP-Tools: add-ware,list-wares'] },
    ['add-ware'],
  ],
  [
    'twice, of which one names what is not the client’s',
    { lines: ['X-MCP-Tools: drop-wares', 'X-MCP-Tools: add-ware'] },
    [],
  ],
  [
    'twice, once for and once against reading only',
    { lines: ['X-MCP-Readonly: false', 'X-MCP-Readonly: true'] },
    ['list-wares'],
  ],
  [
    'twice, the other way round',
    { lines: ['X-MCP-Readonly: true', 'X-MCP-Readonly: FALSE'] },
    ['list-wares'],
  ],
  [
    'twice, each without another',
    { lines: ['X-MCP-Exclude-Tools: add-ware', 'x-mcp-exclude-tools: ask-model'] },
    ['list-wares'],
  ],
  ['in odd case', { lines: ['x-McP-tOoLs: list-wares'] }, ['list-wares']],
  ['with names in odd case, which are none', { lines: ['X-MCP-Tools: LIST-WARES'] }, []],
  ['with a comma at the end', { lines: ['X-MCP-Tools: list-wares,'] }, 400],
  ['with nothing in it', { lines: ['X-MCP-Tools:'] }, 400],
  ['with a wildcard', { lines: ['X-MCP-Tools: *'] }, 400],
  ['with a name that no tool can have', { lines: ['X-MCP-Exclude-Tools: __proto__ , add-ware;x'] }, 400],
  ['with a word that is neither true nor false', { lines: ['X-MCP-Readonly: 0'] }, 400],
  ['folded', { lines: ['X-MCP-Tools: list-wares,', ' drop-wares'] }, 400],
  ['with a tab and spaces', { lines: ['X-MCP-Tools: \t list-wares \t'] }, ['list-wares']],
  ['with a space before its colon', { lines: ['X-MCP-Tools : drop-wares'] }, 400],
  [
    'with a bare line feed that begins another',
    { lines: ['X-MCP-Readonly: true\nX-MCP-Readonly: false'] },
    400,
  ],
  ['in trailers', { trailers: ['X-MCP-Readonly: false', 'X-MCP-Tools: drop-wares'] }, ALL],
  [
    'in trailers, after one that narrows',
    { lines: ['X-MCP-Readonly: true'], trailers: ['X-MCP-Readonly: false'] },
    ['list-wares'],
  ],
  [
    'in the query',
    { lines: ['X-MCP-Tools: list-wares'], query: '?x-mcp-tools=drop-wares&X-MCP-Readonly=false' },
    ['list-wares'],
  ],
  [
    'in the body',
    { meta: { 'x-mcp-tools': 'drop-wares', 'X-MCP-Readonly': false, access: { name: 'team-b' } } },
    ALL,
  ],
  [
    'in the body, after one that narrows',
    { lines: ['X-MCP-Readonly: true'], meta: { 'x-mcp-readonly': 'false' } },
    ['list-wares'],
  ],
  [
    'with underscores, as some proxies write them',
    { lines: ['X_MCP_Tools: drop-wares', 'X-MCP-Tools: add-ware'] },
    ['add-ware'],
  ],
])('a header that narrows never gives more: %s', async (_, sent, expected) => {
  expect(await listed(sent)).toEqual(expected);
});

test.each<[string, Sent]>([
  ['two tokens, one of each team', { lines: ['Authorization: Bearer other'] }],
  ['two tokens of the same team, one in odd case', { lines: ['aUTHORIZATION: Bearer other'] }],
])('a request says once who sends it: %s', async (_, sent) => {
  expect(await listed(sent)).toBe(400);
});

test.each<[string, Sent]>([
  ['in trailers', { token: '', trailers: ['Authorization: Bearer TOKEN'] }],
  ['in the query', { token: '', query: '?access_token=TOKEN' }],
  [
    'in the body',
    { token: '', meta: { authorization: 'Bearer TOKEN', authInfo: { extra: { access: {} } } } },
  ],
  [
    'in a header of a proxy',
    { token: '', lines: ['X-Forwarded-Authorization: Bearer TOKEN', 'X-Remote-User: team-a'] },
  ],
  ['behind another word', { token: '', lines: ['Authorization: Basic Bearer TOKEN'] }],
])('a token is taken from nowhere else: %s', async (_, sent) => {
  const told = JSON.parse(JSON.stringify(sent).replaceAll('TOKEN', tokenOf('team-a')));

  expect(await listed(told)).toBe(401);
});

test('what the names of the headers say in _meta of a call admits no other tool', async () => {
  const { body, headers } = modernRequest('tools/call', { name: 'drop-wares', arguments: {} });
  const _meta = {
    ...body.params._meta,
    'x-mcp-tools': 'drop-wares',
    'openai-mcp-host/access': { tools: ['*'] },
  };

  const answer = await served.post(
    { ...body, params: { ...body.params, _meta } },
    { ...headers, ...as('team-b', { 'X-MCP-Tools': 'drop-wares' }) },
  );

  expect(await answer.text()).toContain('There is no tool named');
});
