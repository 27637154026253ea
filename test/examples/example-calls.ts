import { expect } from 'vitest';

const ada = { name: 'Ada', entityType: 'person', observations: ['likes engines'] };
const knows = { from: 'Ada', to: 'Ada', relationType: 'knows' };
const moment = { datetime: expect.stringMatching(/[+-]\d\d:\d\d$/), is_dst: expect.any(Boolean) };

/** A tool, what it is called with, and part of the structured result. */
export type ExampleCall = [tool: string, input: Record<string, unknown>, structured: Record<string, unknown>];

/** One call at least of every tool of every example, in an order that makes sense. */
export const CALLS: Record<string, ExampleCall[]> = {
  dice: [['roll-die', { sides: 20 }, { shown: expect.any(Number) }]],
  time: [
    ['get-current-time', { timezone: 'Asia/Tokyo' }, moment],
    ['convert-time', { time: '14:30' }, { source: moment, target: moment, time_difference: '+0.0h' }],
  ],
  currency: [
    ['list-currencies', {}, { currencies: { EUR: 'Euro', USD: 'United States Dollar' } }],
    ['convert-money', { amount: 20, from: 'EUR', to: 'USD' }, { amount: 25, rate: 1.25, date: '2026-11-20' }],
  ],
  memory: [
    ['create-entities', { entities: [ada] }, { entities: [ada] }],
    ['create-relations', { relations: [knows] }, { relations: [knows] }],
    [
      'add-observations',
      { observations: [{ entityName: 'Ada', contents: ['plays chess'] }] },
      { results: [{ entityName: 'Ada', addedObservations: ['plays chess'] }] },
    ],
    ['search-nodes', { query: 'CHESS' }, { entities: [expect.objectContaining({ name: 'Ada' })] }],
    ['open-nodes', { names: ['Ada'] }, { relations: [knows] }],
    [
      'delete-observations',
      { deletions: [{ entityName: 'Ada', observations: ['plays chess'] }] },
      { deleted: 1 },
    ],
    ['delete-relations', { relations: [knows] }, { deleted: 1 }],
    ['read-graph', {}, { entities: [ada], relations: [] }],
    ['delete-entities', { entityNames: ['Ada'] }, { deleted: 1 }],
  ],
  playbooks: [],
  minutes: [
    [
      'write-minutes',
      { transcript: 'Ada: shall we ship on Friday? Grace: yes.' },
      { summary: expect.any(String) },
    ],
    ['report-minutes-cost', {}, { requests: 1, costUsd: expect.any(Number) }],
  ],
};
