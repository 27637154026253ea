import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CallToolResult, Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createHost, createMcpServer, loadConfig } from 'openai-mcp-host';
import { ApiDescription } from './api-description.ts';
import { type Choices, combinations, parametersOf } from './combinations.ts';
import { startRecordingUpstream } from './recording-upstream.ts';
import { startStandIn } from './stand-in-process.ts';
import { toolArguments } from './tool-arguments.ts';

const HELP = `node bench/api-description/check-requests.ts FILE [--mixtures N] [--tool NAME] [--api NAME] [--json]

Calls every tool with all its parameters, and checks every request that it sends against OpenAI's description of its API.
  FILE        the description: OpenAPI 3.1 as JSON
  --mixtures  how many mixtures of parameters are tried of each tool, beside every value alone (100)
  --tool      only this tool; several are named one by one
  --api       over which of OpenAI's two APIs text goes: responses or chat (responses)
  --json      prints the figures as JSON
Needs a build. Ends with 1 where a request does not fit, or a parameter of a tool is not tried.`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mixtures: { type: 'string', default: '100' },
    tool: { type: 'string', multiple: true },
    api: { type: 'string', default: 'responses' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (options.help || positionals.length !== 1) {
  console.error(HELP);
  process.exit(options.help ? 0 : 2);
}

const root = join(import.meta.dirname, '../..');
const description = ApiDescription.read(positionals[0]!);
const folder = mkdtempSync(join(tmpdir(), 'openai-mcp-host-api-'));
const standIn = await startStandIn(join(root, 'dist/bin.js'), join(folder, 'sandbox'));
const upstream = await startRecordingUpstream(standIn.baseUrl);
const full = JSON.parse(readFileSync(join(root, 'config/profiles/full.json'), 'utf8')) as { plugins: object };
const document = {
  ...full,
  plugins: { ...full.plugins, 'fine-tuning': { settings: { confirm: false } } },
  openai: { maxRetries: 0, api: options.api },
  cache: { enabled: false },
  files: { roots: [folder] },
};
const loaded = await loadConfig({
  document,
  cwd: folder,
  env: {
    OPENAI_API_KEY: 'sk-none',
    OPENAI_MCP_DATA_DIR: folder,
    // Of the organisation's own endpoints a description of the API may say nothing.
    ...(description.knows('GET', '/organization/costs') && { OPENAI_ADMIN_KEY: 'sk-admin-none' }),
  },
});
loaded.config.logLevel = 'silent';
const host = await createHost({ loaded, openaiStandIn: upstream.baseUrl });
const client = new Client(
  { name: 'api-description', version: '1.0.0' },
  { versionNegotiation: { mode: 'auto' } },
);
const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
serveStdio(() => createMcpServer(host), { transport: serverSide });
await client.connect(clientSide);

const call = (name: string, input: Record<string, unknown>) =>
  client.callTool({ name, arguments: input }, { timeout: 120_000 }) as Promise<CallToolResult>;
const choices = await toolArguments(folder, call);
const rows: Row[] = [prepared()];
for (const tool of (await client.listTools()).tools) {
  if (options.tool !== undefined && !options.tool.includes(tool.name)) continue;
  const listed = Object.keys(tool.inputSchema.properties ?? {});
  rows.push(await tried(tool.name, listed, choices[tool.name] ?? {}));
}
await client.close();
await host.stop();
upstream.stop();
standIn.stop();
rmSync(folder, { recursive: true, force: true });

if (options.json) console.log(JSON.stringify(rows, null, 2));
else for (const row of rows) tell(row);
const faults = rows.reduce((sum, row) => sum + row.violations.length + row.untried.length, 0);
if (!options.json) {
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  console.log(`${requests} requests of ${rows.length - 1} tools checked; ${faults} violations.`);
}
process.exit(faults === 0 ? 0 : 1);

interface Refusal {
  code?: string;
  message?: string;
}

interface Row {
  tool: string;
  calls: number;
  refused: Record<string, number>;
  requests: number;
  untried: string[];
  violations: string[];
}

function faultsOfRequests(): string[] {
  return upstream.requests.flatMap(({ method, path, mediaType, body }) =>
    description.faultsOf(method, path, mediaType, body),
  );
}

/** What was sent to have something that tools can be asked about: by the tools themselves. */
function prepared(): Row {
  const requests = upstream.requests.length;
  const violations = [...new Set(faultsOfRequests())];
  return { tool: '(prepared)', calls: 0, refused: {}, requests, untried: [], violations };
}

async function tried(tool: string, listed: string[], of: Choices): Promise<Row> {
  const refused: Record<string, number> = {};
  const violations = new Map<string, string>();
  const inputs = combinations(of, Number(options.mixtures));
  let requests = 0;
  for (const input of inputs) {
    upstream.requests.length = 0;
    const { isError, _meta: meta } = await call(tool, input);
    if (isError) {
      const { code = 'UNKNOWN', message = '' } = (meta?.['openai-mcp-host/error'] ?? {}) as Refusal;
      const reason = code.startsWith('UPSTREAM') ? `${code} (${message})` : code;
      refused[reason] = (refused[reason] ?? 0) + 1;
    }
    requests += upstream.requests.length;
    for (const fault of faultsOfRequests())
      if (!violations.has(fault)) violations.set(fault, JSON.stringify(input).slice(0, 300));
  }
  return {
    tool,
    calls: inputs.length,
    refused,
    requests,
    untried: listed.filter((name) => !parametersOf(of).includes(name)),
    violations: [...violations].map(([fault, input]) => `${fault}\n      at ${input}`),
  };
}

function tell({ tool, calls, refused, requests, untried, violations }: Row): void {
  const refusals = Object.entries(refused).map(([code, count]) => `${code} ${count}`);
  const aside = refusals.length > 0 ? `; refused: ${refusals.join(', ')}` : '';
  console.log(`${tool}: ${calls} calls, ${requests} requests${aside}`);
  for (const name of untried) console.log(`  parameter ${name} is not tried`);
  for (const violation of violations) console.log(`  ${violation}`);
}
