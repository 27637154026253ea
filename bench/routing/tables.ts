import { type BenchmarkFigures, SHARES } from './measure.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** @param draftShare price of the weak model, as a share of the strong one's. */
export function tablesOf(figures: readonly BenchmarkFigures[], draftShare: number): string {
  const costOf = (strong: number): number => strong + (1 - strong) * draftShare;
  return figures
    .map(({ benchmark, prompts, weak, strong, routers, aims }) => {
      const quality = (value: number): string => (strong > 1 ? value.toFixed(2) : percent(value));
      const head = `${benchmark}: ${prompts} prompts; always cheap ${quality(weak)} at ${percent(costOf(0))} of the cost, always strong ${quality(strong)} at 100%`;
      const table = lines([
        [
          'router',
          'APGR (95%)',
          ...SHARES.map((share) => `CPT ${percent(share)}`),
          'cost at 80%',
          'under random',
        ],
        ...routers.map(({ router, apgr, interval, calls }) => [
          router,
          `${apgr.toFixed(3)} (${interval.map((end) => end.toFixed(3)).join('–')})`,
          ...SHARES.map((share) => percent(calls[share]!)),
          percent(costOf(calls[0.8]!)),
          percent(1 - costOf(calls[0.8]!) / costOf(0.8)),
        ]),
      ]);
      const points = lines([
        ['aim', 'not drafts', 'gap won back', 'quality', 'cost', 'random would win'],
        ...aims.map(({ aim, strongShare, recovered }) => [
          aim,
          percent(strongShare),
          percent(recovered),
          quality(weak + recovered * (strong - weak)),
          percent(costOf(strongShare)),
          percent(strongShare),
        ]),
      ]);
      return [head, table, points].join('\n\n');
    })
    .join('\n\n\n');
}

function lines(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('   ')}`.trimEnd(),
    )
    .join('\n');
}
