import type { Command } from 'commander';
import type { End } from './program.js';

/** `models refresh`. */
export function addModelsCommands(program: Command, end: End): void {
  program
    .command('models')
    .description('the catalogue of models')
    .command('refresh')
    .description('learn of new models, shutdown dates and prices, and keep them in the data folder')
    .option(
      '--config <file>',
      'config file, or the name of a profile (default: ./mcp.config.json, if it exists)',
    )
    .option('--data-dir <folder>', 'where to keep it')
    .option('--prices <url>', 'prices in the form of config/models.json, or the data of genai-prices')
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ openai-mcp-host models refresh --dry-run')
    .action(async (flags) => end(await (await import('./commands/models-refresh.js')).modelsRefresh(flags)));
}
