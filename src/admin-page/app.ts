import { type ComponentChild, Fragment, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { OperationsData } from '../contracts/operations-data.js';
import { AuditSection } from './audit-section.js';
import { budgetsSection } from './budgets-section.js';
import { callsSection, errorsSection, paceSection } from './calls-section.js';
import { overview } from './overview.js';
import { faultsSection, pluginsSection } from './plugins-section.js';
import { ask, forgetToken, hasToken, Refused } from './session.js';
import { SignIn } from './sign-in.js';
import { spendSection } from './spend-section.js';
import { time } from './words.js';

const EVERY_MS = 5_000;
const GIVE_UP_MS = 20_000;

/** The whole page: data that renews itself while somebody looks, or the question who that is. */
export function App(): ComponentChild {
  const [data, setData] = useState<OperationsData>();
  const [problem, setProblem] = useState('');
  const [isStranger, setStranger] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let isFirst = true;
    const renew = async () => {
      try {
        if (isFirst || !document.hidden) {
          const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(GIVE_UP_MS)]);
          setData(await ask<OperationsData>('admin/data', signal));
          isFirst = false;
          setStranger(false);
          setProblem('');
        }
      } catch (error) {
        if (leaving.signal.aborted) return;
        if (error instanceof Refused && [401, 403].includes(error.status)) {
          setProblem(hasToken() || error.status === 403 ? error.message : '');
          setData(undefined);
          forgetToken();
          return setStranger(true);
        }
        setProblem(`The server can't be asked now: ${(error as Error).message}`);
      }
      timer = setTimeout(renew, EVERY_MS);
    };
    void renew();
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [attempt]);

  const again = () => setAttempt(attempt + 1);
  const leave = () => {
    forgetToken();
    setData(undefined);
    again();
  };
  if (isStranger) return h(SignIn, { problem, onToken: again });
  if (data === undefined) return h('main', null, h('p', { role: 'status' }, problem || 'Loading …'));
  return h(Fragment, null, [
    h('header', null, [
      h('h1', null, `${data.host.name} ${data.host.version}`),
      h('p', { class: 'remark' }, `As of ${time(data.at)}`),
      h('button', { type: 'button', onClick: again }, 'Renew'),
      hasToken() && h('button', { type: 'button', onClick: leave }, 'Sign out'),
    ]),
    h('main', null, [
      h('div', { role: 'alert' }, problem && h('p', { class: 'notice bad' }, problem)),
      faultsSection(data),
      overview(data),
      spendSection(data),
      budgetsSection(data),
      h('div', { class: 'columns' }, [callsSection(data), errorsSection(data), paceSection(data)]),
      data.hasAudit && h(AuditSection, null),
      pluginsSection(data),
    ]),
  ]);
}
