import { type Command, Option } from 'commander';
import type { End } from './program.js';

const CONFIG = 'config file, or the name of a profile (default: ./mcp.config.json, if it exists)';
const TIME = 'a day or time such as 2026-11-01 or 2026-11-01T08:00+01:00; UTC unless it says otherwise';

/** `audit verify|export|purge`. */
export function addAuditCommands(program: Command, end: End): void {
  const audit = program
    .command('audit')
    .description('check, export and purge the record of calls and requests');
  const command = (usage: string, description: string, ...examples: string[]) =>
    audit
      .command(usage)
      .description(description)
      .option('--config <file>', CONFIG)
      .option('--data-dir <folder>', 'the data folder of the server, where it has one of its own')
      .option('--sandbox', 'the record of what went to the embedded stand-in')
      .addHelpText(
        'after',
        `\nExamples:\n${examples.map((example) => `  $ openai-mcp-host audit ${example}`).join('\n')}`,
      );

  command(
    'verify',
    'check that no record was changed, removed or added by hand; exits with 1 where one was',
    'verify',
    'verify --noted 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  )
    .option('--noted <seq:hash>', 'a last hash that an earlier run printed: nothing up to it may be missing')
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/audit-verify.js')).auditVerify(flags)));

  command(
    'export',
    'print records, oldest first: a line of JSON each, or CSV',
    'export --since 2026-11-01 --tool generate-image > images.jsonl',
    'export --csv --kind request --outcome error',
  )
    .addOption(new Option('--json', 'a line of JSON for each record (default)').conflicts('csv'))
    .option('--csv', 'CSV, without payloads')
    .option('--since <time>', `from then on: ${TIME}`)
    .option('--until <time>', 'up to then, and not then')
    .addOption(
      new Option('--kind <kind>', 'calls, the requests that they sent, or gaps').choices([
        'call',
        'request',
        'gap',
      ]),
    )
    .option('--client <name>', 'of one client')
    .option('--plugin <name>', 'of one plugin')
    .option('--tool <name>', 'of one tool')
    .option('--model <id>', 'of one model')
    .option('--call <id>', 'of one call: itself and its requests')
    .addOption(
      new Option('--outcome <outcome>', 'how it ended').choices([
        'ok',
        'error',
        'cancelled',
        'refused',
        'asked',
      ]),
    )
    .action(async (flags) => end(await (await import('./commands/audit-export.js')).auditExport(flags)));

  command(
    'purge',
    'remove old records for good; verify holds for those that are left',
    'purge',
    'purge --before 2026-01-01',
  )
    .option('--before <time>', `older than that: ${TIME} (default: audit.retentionDays ago)`)
    .option('--json', 'print JSON')
    .action(async (flags) => end(await (await import('./commands/audit-purge.js')).auditPurge(flags)));
}
