import type { CostReconciliation, ReconciledLine } from '../../plugin-api/cost-reconciliation.js';

const NAMED = 8;

/** What explains the differences, as far as the figures can tell. */
export function notesOn(
  { total, days, lines, projects }: Omit<CostReconciliation, 'notes'>,
  isWhole: boolean,
): string[] {
  const open = days.filter(({ mayGrow }) => mayGrow).map(({ day }) => day);
  const only = (where: ReconciledLine['in']) => lines.filter((line) => line.in === where);
  const [strange, missing] = [only('report'), only('record').filter(({ recordedUsd }) => recordedUsd !== 0)];
  const inOrder = [
    isWhole &&
      projects.length > 0 &&
      `The report is of the whole organisation, others and other programs included; project_ids or api_key_ids narrow it${projects.length > 1 ? `: ${named(projects.map(({ id }) => id))}` : ''}.`,
    open.length > 0 && `OpenAI enters costs with delay: ${named(open)} may still grow.`,
    total.heldUsd > 0 &&
      `$${total.heldUsd.toFixed(6)} of the record is held at its worst case. The report has what those requests did cost, but only as sums of a day, so none of them is corrected from it.`,
    total.unpricedRequests > 0 &&
      `${count(total.unpricedRequests)} on record without a known price: that is in the report alone.`,
    strange.length > 0 &&
      `Only in the report: ${named(strange.map(({ name }) => name))}. That is fees, which the record has with the model that they came with, or what did not go through this server.`,
    missing.length > 0 &&
      `Only on record: ${named(missing.map(({ name }) => name))}. OpenAI has not entered it yet, or another project, key or provider paid for it.`,
  ];
  return inOrder.filter((note) => note !== false);
}

const named = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;

const count = (requests: number): string => (requests === 1 ? '1 request is' : `${requests} requests are`);
