/** What a query of Prometheus reads. */
export interface QueriedMetrics {
  metrics: string[];
  /** Every label that it groups by or chooses by. */
  labels: string[];
}

const OURS = /\b(?:openai_mcp_host|gen_ai|mcp)_[a-z0-9_]+/g;

/** Takes metrics and labels out of a query; enough for queries that name them plainly. */
export function readQuery(query: string): QueriedMetrics {
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
