/** What a query of Prometheus reads. */
export interface QueriedMetrics {
  metrics: string[];
  /** Every label that it groups by or chooses by. */
  labels: string[];
}

const OURS = /\b(?:openai_mcp_host|gen_ai|mcp)_[a-z0-9_]+/g;

/**
 * Takes metrics and labels out of a query; enough for queries that name them plainly.
 *
 * @throws Error where brackets do not match.
 */
export function readQuery(query: string): QueriedMetrics {
  refuseUnbalanced(query);
  const labels = new Set<string>();
  let rest = query.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  rest = rest.replace(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g, (_, list: string) => {
    for (const label of list.split(',')) labels.add(label.trim());
    return '';
  });
  rest = rest.replace(/\{([^}]*)\}/g, (_, matchers: string) => {
    for (const [, label] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) labels.add(label!);
    return '';
  });
  return { metrics: [...new Set(rest.match(OURS) ?? [])], labels: [...labels] };
}

function refuseUnbalanced(query: string): void {
  const open: string[] = [];
  for (const [bracket] of query.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (`${open.pop()}${bracket}`.match(/^(\(\)|\[\]|\{\})$/) === null)
      throw new Error(`Brackets: ${query}`);
  }
  if (open.length > 0) throw new Error(`Brackets: ${query}`);
}
