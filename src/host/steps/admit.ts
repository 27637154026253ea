import type { CallAdmission } from '../../contracts/call-admission.js';
import type { CallStep } from '../passage.js';

/** Lets the call in when its client has room for another one. */
export const admit = (admission: () => Promise<CallAdmission>): CallStep => ({
  name: 'admit',
  async pass({ call }, next) {
    if (call.access?.limits === undefined) return next();
    const leave = await (await admission()).enter(call);
    try {
      await next();
    } finally {
      leave();
    }
  },
});
