import type { Command } from 'commander';
import type { End } from './program.js';

const CONFIG = 'config file, or the name of a profile (default: ./mcp.config.json, if it exists)';

/** `plugin new|check|list`. */
export function addPluginCommands(program: Command, end: End): void {
  const plugin = program.command('plugin').description('make, check and list plugins');
  const command = (usage: string, description: string, example: string) =>
    plugin
      .command(usage)
      .description(description)
      .option('--json', 'print JSON')
      .addHelpText('after', `\nExample:\n  $ openai-mcp-host plugin ${example}`);

  command('new', 'make a folder with a new plugin, its test and all', 'new weather')
    .argument('<name>', 'name of the plugin, in kebab-case; its folder bears it, too')
    .option('--js', 'plain JavaScript instead of TypeScript')
    .option('--package', 'make an npm package that can be published')
    .action(async (name, flags) =>
      end(await (await import('./commands/plugin-new.js')).pluginNew(name, flags)),
    );

  command('check', 'hold a plugin against every rule, and grade it', 'check ./weather')
    .argument('<path|package...>', 'folder or file of a plugin, or an installed package')
    .action(async (named, flags) =>
      end(await (await import('./commands/plugin-check.js')).pluginCheck(named, flags)),
    );

  command('list', 'list the plugins that the config turns on and off', 'list --json')
    .option('--config <file>', CONFIG)
    .action(async (flags) => end(await (await import('./commands/plugin-list.js')).pluginList(flags)));
}
