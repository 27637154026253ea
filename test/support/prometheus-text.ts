export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Exposition {
  types: Record<string, string>;
  samples: Sample[];
  /** The samples of a name that have these labels. */
  find(name: string, labels?: Record<string, string>): Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const VALUE = /^(?:[+-]?Inf|NaN|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/;
const META = new RegExp(`^# (HELP|TYPE) (${NAME})(?: (.*))?$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

/**
 * Reads the text format of Prometheus, version 0.0.4, as strictly as it is meant.
 *
 * @throws Error that names the line.
 */
export function readExposition(text: string): Exposition {
  const types: Record<string, string> = {};
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const refuse = (why: string) => new Error(`${why}: ${line}`);
    if (line.startsWith('#')) {
      const [, kind, name = '', said = ''] = META.exec(line) ?? [];
      if (kind === undefined) throw refuse('No comment of the format');
      if (kind !== 'TYPE') continue;
      if (!TYPES.includes(said)) throw refuse('No type');
      if (name in types) throw refuse('A second type');
      types[name] = said;
      continue;
    }
    const [, name = '', inner = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === '' || !VALUE.test(value)) throw refuse('No sample');
    const key = `${name}{${inner}}`;
    if (seen.has(key)) throw refuse('A second time');
    seen.add(key);
    if (familyOf(name, types) === undefined) throw refuse('Without a type');
    samples.push({
      name,
      labels: readLabels(inner, refuse),
      value: Number(value.replace('Inf', 'Infinity')),
    });
  }
  return {
    types,
    samples,
    find: (name, labels = {}) =>
      samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      ),
  };
}

const familyOf = (name: string, types: Record<string, string>): string | undefined =>
  [name, name.replace(/_(bucket|count|sum)$/, '')].find((each) => each in types);

function readLabels(inner: string, refuse: (why: string) => Error): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inner.length) {
    const [, label, value] = LABEL.exec(inner) ?? [];
    if (label === undefined) throw refuse('No labels');
    if (label in labels) throw refuse('A label twice');
    labels[label] = value!.replace(/\\(.)/g, (_, each: string) => (each === 'n' ? '\n' : each));
  }
  return labels;
}
