import { actForNobody } from '../../contracts/acting-owner.js';
import { requestScope } from '../../contracts/request-scope.js';

/** Does what is on nobody's behalf: a timer that a call has set would else go on as a part of that call. */
export const outsideOfCalls = <T>(work: () => T): T => actForNobody(() => requestScope.exit(work));
