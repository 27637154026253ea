import { claimStdout } from '../transports/claim-stdout.js';
import { guardProcess } from './guard-process.js';
import { printed, printJson } from './print.js';

const ABOUT_ITSELF = ['-h', '--help', '-V', '--version'];

/** Runs the command line to its end, and ends the process with its exit code: 0 ok, 1 failed, 2 wrong usage. */
export async function main(args: readonly string[]): Promise<void> {
  claimStdout();
  guardProcess();
  const code = await run(args);
  await printed();
  process.exit(code);
}

async function run(args: readonly string[]): Promise<number> {
  try {
    if (args.length > 0) return await runProgram(args);
    // How clients start it: there is nothing to parse, so no parser is loaded.
    const { serve } = await import('./commands/serve.js');
    return await serve({});
  } catch (error) {
    const { reportFailure } = await import('./report-failure.js');
    return reportFailure(error, args.includes('--json'));
  }
}

async function runProgram(args: readonly string[]): Promise<number> {
  const [{ createProgram }, { CommanderError }] = await Promise.all([
    import('./program.js'),
    import('commander'),
  ]);
  let code = 0;
  const program = createProgram((ended) => {
    code = ended;
  });
  const [first = ''] = args;
  const serves = first.startsWith('-') && !ABOUT_ITSELF.includes(first);
  try {
    await program.parseAsync(serves ? ['serve', ...args] : args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (args.includes('--json')) printJson({ faults: [{ code: 'USAGE', message: error.message }] });
    return 2;
  }
}
