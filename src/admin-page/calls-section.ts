import type { ComponentChild } from 'preact';
import type { LiveCall } from '../contracts/host-state.js';
import type { EndedCallsSummary, OperationsData, QueueState } from '../contracts/operations-data.js';
import { section } from './section.js';
import { table } from './table.js';
import { count, duration, time } from './words.js';

/** What this server is at. */
export const callsSection = ({ host, at }: OperationsData): ComponentChild =>
  section(
    'calls',
    'Calls live',
    table<LiveCall>({
      caption: 'Under way on this server',
      rows: host.calls,
      keyOf: ({ id }) => id,
      empty: 'None at this moment.',
      columns: [
        { title: 'Tool', cell: ({ tool, job }) => (job === undefined ? tool : `${tool} (job ${job})`) },
        { title: 'Client', cell: ({ client }) => client },
        {
          title: 'For',
          isNumber: true,
          cell: ({ since }) => duration(Date.parse(at) - Date.parse(since)),
        },
        { title: 'Since', isShort: true, isExtra: true, cell: ({ since }) => time(since) },
      ],
    }),
  );

/** How calls failed. */
export const errorsSection = ({ errors }: OperationsData): ComponentChild =>
  section(
    'errors',
    'Errors',
    table<EndedCallsSummary['codes'][number]>({
      caption: `By code, since ${time(errors.since)}`,
      rows: errors.codes,
      keyOf: ({ code }) => code,
      empty: 'No call has failed.',
      columns: [
        { title: 'Code', cell: ({ code }) => code },
        { title: 'Calls', isNumber: true, cell: (each) => count(each.count) },
        { title: 'Last of', cell: ({ lastTool }) => lastTool },
        { title: 'Last at', isShort: true, isExtra: true, cell: ({ lastAt }) => time(lastAt) },
      ],
    }),
  );

/** Who waits for OpenAI. */
export const paceSection = ({ pace }: OperationsData): ComponentChild =>
  section(
    'pace',
    'Queue and pace',
    table<QueueState>({
      caption: 'Models with a rate limit or a queue',
      rows: pace.queues,
      keyOf: ({ account, model }) => `${account} ${model}`,
      empty: 'Nothing waits, and no rate limit is known.',
      columns: [
        {
          title: 'Model',
          cell: ({ model, account }) => (account === 'server' ? model : `${model} (${account})`),
        },
        { title: 'Waiting', isNumber: true, cell: ({ waiting }) => count(waiting) },
        {
          title: 'Next in',
          isNumber: true,
          cell: ({ heldForMs }) => (heldForMs === 0 ? 'now' : duration(heldForMs)),
        },
        { title: 'A minute', isExtra: true, cell: rates },
      ],
    }),
  );

function rates({ requestsPerMinute, tokensPerMinute }: QueueState): string {
  const each = [
    requestsPerMinute !== null && `${count(requestsPerMinute)} requests`,
    tokensPerMinute !== null && `${count(tokensPerMinute)} tokens`,
  ].filter((rate) => rate !== false);
  return each.join(', ') || 'no limit';
}
