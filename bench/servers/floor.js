// What no server can beat by much: JSON-RPC by hand, no dependency, nothing checked. JavaScript, because stripping types
// would cost it 30 ms at its start.
import { readFileSync } from 'node:fs';

const list = readFileSync(process.argv[2], 'utf8');
let unread = '';
let agent;

process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (unread + text).split('\n');
  unread = lines.pop();
  let answers = '';
  for (const line of lines) {
    const { id, method, params } = JSON.parse(line);
    if (method === 'initialize') {
      answers += answer(id, {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'floor', version: '1.0.0' },
      });
    } else if (method === 'tools/list') {
      answers += `{"jsonrpc":"2.0","id":${id},"result":${list}}\n`;
    } else if (method === 'tools/call' && params.name === 'echo') {
      answers += answer(id, result({ text: params.arguments.text }, params.arguments.text));
    } else if (method === 'tools/call') {
      proxy(id, params.arguments);
    }
  }
  if (answers !== '') process.stdout.write(answers);
});

const answer = (id, value) => `${JSON.stringify({ jsonrpc: '2.0', id, result: value })}\n`;

const result = (structuredContent, text) => ({ content: [{ type: 'text', text }], structuredContent });

function proxy(id, { model, messages }) {
  const http = process.getBuiltinModule('node:http');
  agent ??= new http.Agent({ keepAlive: true, maxSockets: 64 });
  const body = JSON.stringify({ model, input: messages });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
  };
  const url = `${process.env.OPENAI_BASE_URL}/responses`;
  const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
    let reply = '';
    response.setEncoding('utf8').on('data', (text) => {
      reply += text;
    });
    response.on('end', () => {
      const { id: responseId, output } = JSON.parse(reply);
      const [{ text }] = output[0].content;
      const structured = { id: responseId, text, finish_reason: 'stop' };
      process.stdout.write(answer(id, result(structured, text)));
    });
  });
  request.end(body);
}
