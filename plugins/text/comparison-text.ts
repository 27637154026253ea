import type { ComparedModel } from './compared-model.js';

/** A table of what the answers took, and then the answers. */
export function comparisonText(answers: readonly ComparedModel[]): string {
  const rows = answers.map(
    ({ model, served, error, seconds, inputTokens, outputTokens, costUsd }) =>
      `| ${served === undefined ? model : `${model} (${served})`} | ${seconds.toFixed(1)} s | ` +
      `${error ? `${error.code} | |` : `${inputTokens} in, ${outputTokens} out | ${priceOf(costUsd)} |`}`,
  );
  const texts = answers.map(
    ({ model, text, error, finish_reason: cut }) =>
      `## ${model}\n\n${error ? `Failed: ${error.message}` : text}${cut ? `\n(cut: ${cut})` : ''}`,
  );
  return [['| model | time | tokens | cost |', '|---|---|---|---|', ...rows].join('\n'), ...texts].join(
    '\n\n',
  );
}

const priceOf = (usd: number | null | undefined): string =>
  usd === null || usd === undefined ? 'unknown' : `$${usd.toPrecision(3)}`;
