/** The contracts of the plugin API that the host has a service for. */
export const CONTRACTS: ReadonlySet<string> = new Set([
  'OpenAIClient',
  'BatchLines',
  'Provider',
  'CitedAnswers',
  'Collections',
  'CostTracker',
  'Estimates',
  'Models',
  'Defaults',
  'Files',
  'Jobs',
  'Logger',
  'Records',
  'Shapes',
  'Subscribers',
  'TextGeneration',
]);
