import { type ComponentChild, h } from 'preact';
import { useState } from 'preact/hooks';
import type { AuditPage, FoundRecord, NotShown } from '../contracts/operations-data.js';
import { isShown, section } from './section.js';
import { ask } from './session.js';
import { table } from './table.js';
import { dollars, duration, time } from './words.js';

const FIELDS = [
  ['tool', 'Tool', 'text'],
  ['client', 'Client', 'text'],
  ['code', 'Error code', 'text'],
  ['since', 'Since', 'datetime-local'],
] as const;

interface Found {
  records: readonly FoundRecord[];
  before: number | null;
  words: URLSearchParams;
}

/** Looks through the audit record, page by page. */
export function AuditSection(): ComponentChild {
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  const look = async (words: URLSearchParams, so: readonly FoundRecord[], before?: number) => {
    setBusy(true);
    setProblem('');
    try {
      const query = new URLSearchParams(words);
      if (before !== undefined) query.set('before', String(before));
      const signal = AbortSignal.timeout(30_000);
      const page = await ask<AuditPage | NotShown>(`admin/audit?${query}`, signal);
      if (!isShown(page)) return setProblem(`The record can't be read now: ${page.unavailable}.`);
      setFound({ records: [...so, ...page.records], before: page.before, words });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void look(wordsOf(new FormData(event.currentTarget as HTMLFormElement)), []);
  };
  const older = () => void look(found!.words, found!.records, found!.before!);
  const hasMore = found !== undefined && found.before !== null;
  return section(
    'audit',
    'Audit',
    h('form', { class: 'search', onSubmit: submit }, [
      ...FIELDS.map(([name, label, type]) => h('label', { key: name }, [label, h('input', { name, type })])),
      h('button', { type: 'submit', disabled: isBusy }, 'Search'),
    ]),
    h('p', { role: 'status', class: problem === '' ? 'remark' : 'notice bad' }, problem || summary(found)),
    found && found.records.length > 0 && results(found.records),
    hasMore && h('button', { type: 'button', disabled: isBusy, onClick: older }, 'Look further back'),
  );
}

/** Times are those of whoever looks. */
function wordsOf(form: FormData): URLSearchParams {
  const words = new URLSearchParams();
  for (const [name] of FIELDS) {
    const value = String(form.get(name) ?? '').trim();
    if (value !== '') words.set(name, name === 'since' ? new Date(value).toISOString() : value);
  }
  return words;
}

function summary(found: Found | undefined): string {
  if (found === undefined) return 'Calls and requests, the newest first.';
  const { length } = found.records;
  return `${length} ${length === 1 ? 'record' : 'records'}${found.before === null ? ', and no more.' : ' so far.'}`;
}

const results = (rows: readonly FoundRecord[]): ComponentChild =>
  table<FoundRecord>({
    caption: 'Records found',
    rows,
    keyOf: ({ seq }) => seq,
    empty: '',
    columns: [
      { title: 'Ended', isShort: true, cell: ({ at }) => time(at) },
      { title: 'What', cell: ({ kind, tool }) => `${kind} ${tool ?? ''}` },
      { title: 'Client', cell: ({ client }) => client ?? '–' },
      { title: 'Outcome', cell: ({ outcome, code }) => code ?? outcome },
      { title: 'Model', isExtra: true, cell: ({ model }) => model ?? '–' },
      { title: 'Took', isNumber: true, isExtra: true, cell: ({ ms }) => duration(ms) },
      {
        ...{ title: 'Cost', isNumber: true, isExtra: true },
        cell: ({ costUsd }) => (costUsd === null ? '–' : dollars(costUsd)),
      },
    ],
  });
