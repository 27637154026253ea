import { Command, InvalidArgumentError, Option } from 'commander';
import { packageVersion } from '../config/package-root.js';
import { addAuditCommands } from './audit-program.js';
import { CLIENTS } from './init/snippets.js';
import { addModelsCommands } from './models-program.js';
import { addPluginCommands } from './plugin-program.js';
import { print, remark } from './print.js';
import { addTokenCommands } from './token-program.js';

/** Ends a command with its exit code. */
export type End = (code: number) => void;

/** The command line: what there is, and which file does it. Each command is loaded when it is called. */
export function createProgram(end: End): Command {
  const program = new Command('openai-mcp-host')
    .description("OpenAI's capabilities as MCP tools. With no command it serves over stdio.")
    .version(packageVersion())
    .showHelpAfterError('(--help says more)')
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => remark(text.trimEnd()),
    })
    .exitOverride();
  const command = (usage: string, description: string, example: string) =>
    program
      .command(usage)
      .description(description)
      .option(
        '--config <file>',
        'config file, or the name of a profile (default: ./mcp.config.json, if it exists)',
      )
      .addHelpText('after', `\nExample:\n  $ openai-mcp-host ${example}`);

  command('serve', 'serve the tools to an MCP client', 'serve --config mcp.config.json')
    .addOption(
      new Option('--transport <kind>', 'how it is served').choices(['stdio', 'http']).default('stdio'),
    )
    .option('--host <address>', 'over HTTP: the address that is listened at (default: 127.0.0.1)')
    .option('--port <number>', 'over HTTP: the port that is listened at, 0 for any (default: 3333)', portOf)
    .option('--stateless', 'over HTTP: keep nothing between requests')
    .option('--sse', 'over HTTP: serve HTTP+SSE too, for old clients')
    .option('--sandbox', 'ask the embedded stand-in instead of OpenAI: no key, no cost')
    .option('--watch', 'swap plugins that are edited while they are served; for whoever writes one')
    .option('--data-dir <folder>', DATA_DIR)
    .action(async (flags) => end(await (await import('./commands/serve.js')).serve(flags)));

  command('tools', 'show what is served, and what each tool costs a model to know of', 'tools --json')
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/tools.js')).tools(flags)));

  command(
    'call',
    'call one tool and print what it returns',
    'call generate-image --arg prompt="a lighthouse" --sandbox',
  )
    .argument('<tool>', 'name of the tool')
    .argument('[json]', 'its arguments as a JSON object; - reads them from stdin')
    .option('--arg <name=value>', 'one argument; the value is JSON, or else a string (repeatable)', collect)
    .option('--sandbox', 'ask the embedded stand-in instead of OpenAI: no key, no cost')
    .option('--data-dir <folder>', DATA_DIR)
    .option('--dry-run', 'say what it would cost at most, and send nothing that costs anything')
    .option('--json', 'print the whole result as JSON')
    .action(async (tool, json, flags) =>
      end(await (await import('./commands/call.js')).call(tool, json, flags)),
    );

  command(
    'usage',
    'say what was spent, what budgets have left, and what the month will cost',
    'usage --days 7 --by day,model',
  )
    .option('--by <columns>', 'day, hour, model, tool, plugin, client; several with commas')
    .option('--since <date>', 'from when: a date or a time (default: the first of the month)')
    .option('--until <date>', 'until when; a date counts with the whole of its day (default: now)')
    .option('--days <number>', 'so many days, the last one included')
    .option('--chart <file>', 'also draw it, as .svg or .png')
    .option('--reconcile', "beside OpenAI's own report of costs; wants an admin key (OPENAI_ADMIN_KEY)")
    .option('--projects <ids>', 'with --reconcile: the report of these projects alone')
    .option('--data-dir <folder>', 'where the record is kept')
    .option('--sandbox', 'what calls of the embedded stand-in would have cost')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '  $ openai-mcp-host usage --since 2026-11-01 --csv > november.csv\n  $ openai-mcp-host usage --chart spending.png',
    )
    .action(async (flags) => end(await (await import('./commands/usage.js')).usage(flags)));

  command('check', 'find everything that is wrong with config, plugins, models and key', 'check --online')
    .option('--data-dir <folder>', 'the data folder of the server, where it has one of its own')
    .option('--online', 'ask OpenAI once whether it accepts the key, and try the object store')
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/check.js')).check(flags)));

  command('try', 'a guided tour: call every tool once, against an embedded stand-in', 'try')
    .option('--live', 'talk to OpenAI with your key instead (costs about $0.30)')
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/try.js')).tryOut(flags)));

  program
    .command('sandbox')
    .description('serve the stand-in for OpenAI by itself: for servers that share it, or for other programs')
    .option('--port <number>', 'the port of this machine, 0 for any', portOf, 3399)
    .addHelpText(
      'after',
      '\nExample:\n  $ openai-mcp-host sandbox &\n  $ OPENAI_BASE_URL=http://127.0.0.1:3399/v1 OPENAI_API_KEY=any openai-mcp-host serve',
    )
    .action(async (flags) => end(await (await import('./commands/sandbox.js')).sandbox(flags)));

  command(
    'init',
    'write mcp.config.json, and add the server to a client or show how to',
    'init --client cursor --dry-run',
  )
    .addOption(new Option('--client <name>', 'add it to the config of this client').choices(CLIENTS))
    .option('--print', 'show what to add, and leave the config of the client alone')
    .option('--project', 'add it to the config of the project in this folder, where the client has one')
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--http <url>', 'have the client reach a server that runs there')
    .option('--token-env <name>', 'with --http: the variable that holds the token')
    .option('--key <way>', 'how the key gets to the server: env, prompt (VS Code), file:PATH, clear')
    .option('--name <name>', 'what the client calls the server (default: openai)')
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/init.js')).init(flags)));

  addAuditCommands(program, end);
  addModelsCommands(program, end);
  addPluginCommands(program, end);
  addTokenCommands(program, end);

  return program;
}

const DATA_DIR = 'where to keep what must be remembered, and the files that tools make';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

function portOf(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
