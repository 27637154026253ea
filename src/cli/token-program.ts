import type { Command } from 'commander';
import type { End } from './program.js';

/** `token new`. */
export function addTokenCommands(program: Command, end: End): void {
  program
    .command('token')
    .description('tokens of clients that come in over HTTP')
    .command('new')
    .description('make a token, and what the config has to know of it')
    .requiredOption('--name <client>', 'whose it is to be: its name in server.clients')
    .option('--expires <date>', 'the last day on which it holds, or a time in UTC')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ openai-mcp-host token new --name team-a --expires 2027-06-30')
    .action(async (flags) => end(await (await import('./commands/token-new.js')).tokenNew(flags)));
}
