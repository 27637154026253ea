import { parseArgs } from 'node:util';
import { measure } from './measure.ts';
import { type Benchmark, readAnswers, STRONG, WEAK } from './read-answers.ts';
import { tablesOf } from './tables.ts';
import { draftShare } from './tier-prices.ts';

const HELP = `npm run bench:routing -- <folder> [--json]

Measures how well \`auto\` tells hard prompts from easy ones, on the answers of a weak and a strong model that RouteLLM was evaluated with.
  <folder>  a checkout of https://github.com/lm-sys/RouteLLM
  --json    prints the figures as JSON`;

const NOTES = `Weak: ${WEAK}, strong: ${STRONG}, of 2024.
APGR: share of the quality between them that is won back, averaged over all shares of prompts for the strong model; 0.5 is chance.
CPT: share of prompts for the strong model that wins back so much of it.
Every other subject of MMLU and question of GSM8K is kept for the fitted weights, and none of the figures is of those; the rules were fitted to nothing.`;

const { values: options, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const [folder] = positionals;

if (options.help || folder === undefined) {
  console.log(HELP);
  if (!options.help) process.exitCode = 2;
} else run(folder);

function run(place: string): void {
  let benchmarks: Benchmark[];
  try {
    benchmarks = readAnswers(place);
  } catch (error) {
    console.error(`${place} can't be read as a checkout of RouteLLM: ${(error as Error).message}`);
    process.exitCode = 1;
    return;
  }
  const figures = measure(benchmarks);
  const prices = draftShare();
  if (options.json) {
    console.log(JSON.stringify({ weak: WEAK, strong: STRONG, prices, benchmarks: figures }, null, 2));
    return;
  }
  const price = `Cost: as if the weak one cost what ${prices.draft} does and the strong one what ${prices.hard} does (1 : ${(1 / prices.share).toFixed(0)}).`;
  console.log([tablesOf(figures, prices.share), `${NOTES}\n${price}`].join('\n\n\n'));
}
