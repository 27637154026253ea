import { AIMS } from '../../src/services/routing/aims.ts';
import { difficultyOf, signsOf } from '../../src/services/routing/difficulty.ts';
import { callsFor, curveOf, intervalOf } from './curve.ts';
import { fitWeights, weighed } from './fit-weights.ts';
import type { AnsweredPrompt, Benchmark } from './read-answers.ts';

export interface RouterFigures {
  router: string;
  apgr: number;
  interval: readonly [number, number];
  /** Share of prompts for the strong model, by the share of the gap that is won back. */
  calls: Record<string, number>;
}

export interface AimFigures {
  aim: string;
  /** Share of prompts that are no drafts. */
  strongShare: number;
  recovered: number;
}

export interface BenchmarkFigures {
  benchmark: string;
  prompts: number;
  /** Quality of each model alone. */
  weak: number;
  strong: number;
  routers: RouterFigures[];
  aims: AimFigures[];
}

type Score = (prompt: string) => number;

export const SHARES = [0.5, 0.8, 0.95];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** The weights of our signs that explain best which prompts the weak model fails on; from the prompts for fitting alone. */
function fittedScore(benchmarks: readonly Benchmark[]): Score {
  const prompts = benchmarks.flatMap((benchmark) =>
    benchmark.prompts.filter(({ isForFitting }) => isForFitting),
  );
  const weights = fitWeights(
    prompts.map(({ prompt }) => signsOf(prompt)),
    prompts.map(({ weak }) => 1 - weak),
  );
  return (prompt) => weighed(signsOf(prompt), weights);
}

export function measure(benchmarks: readonly Benchmark[]): BenchmarkFigures[] {
  const routers: [string, Score][] = [
    ['longest first', (prompt) => prompt.length],
    ['fitted weights', fittedScore(benchmarks)],
    ['ours (rules)', difficultyOf],
  ];
  return benchmarks.map(({ name, prompts }) => {
    const unseen = prompts.filter(({ isForFitting }) => !isForFitting);
    return {
      benchmark: name,
      prompts: unseen.length,
      weak: mean(unseen.map(({ weak }) => weak)),
      strong: mean(unseen.map(({ strong }) => strong)),
      routers: [chance(), ...routers.map(([router, score]) => judged(router, unseen, score))],
      aims: Object.entries(AIMS).map(([aim, [standard]]) => atThreshold(aim, standard, unseen)),
    };
  });
}

/** What drawing lots comes to. */
const chance = (): RouterFigures => ({
  router: 'random',
  apgr: 0.5,
  interval: [0.5, 0.5],
  calls: Object.fromEntries(SHARES.map((share) => [share, share])),
});

function judged(router: string, prompts: readonly AnsweredPrompt[], score: Score): RouterFigures {
  const scores = prompts.map(({ prompt }) => score(prompt));
  const curve = curveOf(prompts, scores);
  return {
    router,
    apgr: curve.area,
    interval: intervalOf(prompts, scores),
    calls: Object.fromEntries(SHARES.map((share) => [share, callsFor(curve, share)])),
  };
}

/** Two models answered, so what is standard or hard counts as one. */
function atThreshold(aim: string, standard: number, prompts: readonly AnsweredPrompt[]): AimFigures {
  const harder = prompts.filter(({ prompt }) => difficultyOf(prompt) >= standard);
  const gain = (some: readonly AnsweredPrompt[]): number =>
    some.reduce((sum, { weak, strong }) => sum + strong - weak, 0);
  return { aim, strongShare: harder.length / prompts.length, recovered: gain(harder) / gain(prompts) };
}
