// The everyday server: McpServer with every tool registered, openai imported at the top, and nothing else. JavaScript,
// because stripping types would cost it 30 ms at its start.
import { readFileSync } from 'node:fs';
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import OpenAI from 'openai';

const { tools } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const openai = new OpenAI();

const result = (structuredContent, text) => ({ content: [{ type: 'text', text }], structuredContent });

const runs = {
  echo: ({ text }) => result({ text }, text),
  'chat-completion': async ({ model, messages }) => {
    const response = await openai.responses.create({ model, input: messages });
    const text = response.output_text;
    return result({ id: response.id, text, finish_reason: 'stop' }, text);
  },
};

serveStdio(() => {
  const server = new McpServer({ name: 'plain-sdk', version: '1.0.0' });
  for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
    const described = {
      title,
      description,
      annotations,
      inputSchema: fromJsonSchema(inputSchema),
      outputSchema: outputSchema && fromJsonSchema(outputSchema),
    };
    const notMeasured = () => ({
      content: [{ type: 'text', text: `${name} is not measured.` }],
      isError: true,
    });
    server.registerTool(name, described, runs[name] ?? notMeasured);
  }
  return server;
});
