import { type ComponentChild, h } from 'preact';
import type { Fault } from '../contracts/fault.js';
import type { PluginState } from '../contracts/host-state.js';
import type { OperationsData } from '../contracts/operations-data.js';
import { section } from './section.js';
import { table } from './table.js';
import { duration } from './words.js';

/** What is wrong and wants somebody's hand; nothing where all is well. */
export function faultsSection({ host, pace }: OperationsData): ComponentChild {
  const { refusedConfig, faults } = host;
  const words = [
    ...pace.circuits.map(({ account, heldForMs }) =>
      h(
        'li',
        { key: `circuit ${account}` },
        `The API failed too often in a row (${account}): nothing is sent for ${duration(heldForMs)}.`,
      ),
    ),
    ...refusedConfig.map((fault) => faultLine('The changed config is not taken up', fault)),
    ...faults.map((fault) => faultLine(`${fault.plugin ?? 'A plugin'} is not served`, fault)),
  ];
  if (words.length === 0) return null;
  return section('faults', 'Wants your attention', h('ul', { class: 'notice bad' }, words));
}

const faultLine = (what: string, { code, message, hint, where }: Fault): ComponentChild =>
  h('li', { key: `${what} ${code} ${message}` }, [
    h('strong', null, `${what}: `),
    `${message} ${hint ?? ''} `,
    h('code', null, where === undefined ? code : `${code}, ${where}`),
  ]);

/** Which plugins are served. */
export const pluginsSection = ({ host }: OperationsData): ComponentChild =>
  section(
    'plugins',
    'Plugins',
    table<PluginState>({
      caption: 'Served',
      rows: host.plugins,
      keyOf: ({ name }) => name,
      empty: 'No plugin is served.',
      columns: [
        { title: 'Plugin', cell: ({ name, version }) => `${name} ${version}` },
        { title: 'State', cell: ({ state }) => (state === 'running' ? 'running' : 'idle until called') },
        { title: 'Tools', isExtra: true, cell: ({ tools }) => tools.join(', ') || '–' },
      ],
    }),
  );
