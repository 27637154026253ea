/** The errors of whatever goes on in a thread. */
export const THREAD_ERRORS = {
  THREAD_NOT_FOUND: 'There is no such thread.',
  THREAD_BUSY: 'Another call is at work in the thread.',
};

export const NOT_CONFIRMED = { NOT_CONFIRMED: 'Nobody agreed.' };
