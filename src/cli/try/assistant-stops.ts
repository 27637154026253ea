import type { TourStop } from './tour-stop.js';

/** Assistants and their conversations, from their beginning to their end. */
export const ASSISTANT_STOPS: readonly TourStop[] = [
  {
    title: 'Keep an assistant',
    tool: 'create-assistant',
    arguments: () => ({
      name: 'Keeper',
      instructions: 'You keep a lighthouse. Answer in one sentence.',
      tools: [
        { type: 'function', function: { name: 'look_at_barometer', description: 'Read the barometer.' } },
      ],
    }),
  },
  {
    title: 'Ask it',
    tool: 'ask-assistant',
    arguments: ({ assistant }) => ({
      assistant_id: assistant ?? '',
      input: 'Look at the barometer: will it storm?',
    }),
  },
  {
    title: 'Give it what its function returned',
    tool: 'ask-assistant',
    arguments: ({ thread, called }) => ({
      thread_id: thread ?? '',
      tool_outputs: [{ tool_call_id: called ?? '', output: '982 hPa, falling' }],
    }),
  },
  {
    title: 'Read the thread again',
    tool: 'list-messages',
    arguments: ({ thread }) => ({ thread_id: thread ?? '' }),
  },
  {
    title: 'Give the assistant another model',
    tool: 'update-assistant',
    arguments: ({ assistant }) => ({ assistant_id: assistant ?? '', model: 'gpt-6-luna' }),
  },
  {
    title: 'Take over an assistant of the Assistants API',
    tool: 'import-assistants',
    arguments: () => ({
      assistants: [
        { id: 'asst_oldlamp', object: 'assistant', name: 'Lamp', model: 'gpt-4-turbo', tools: [] },
      ],
    }),
  },
  { title: 'See who is there', tool: 'list-assistants', arguments: () => ({}) },
  {
    title: 'Delete the thread',
    tool: 'delete-thread',
    arguments: ({ thread }) => ({ thread_id: thread ?? '', confirm: true }),
  },
  {
    title: 'Delete the imported assistant',
    tool: 'delete-assistant',
    arguments: () => ({ assistant_id: 'asst_oldlamp', confirm: true }),
  },
];
