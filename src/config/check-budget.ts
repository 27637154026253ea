import type { Fault } from '../contracts/fault.js';
import { isObject } from './merge.js';

/** What no schema can say of `budget`: whether there is such a time zone, and whether alerts can be posted and signed. */
export function checkBudget(document: unknown, file: string): Fault[] {
  const { timeZone, webhook } = isObject(document) && isObject(document.budget) ? document.budget : {};
  const { url, secret } = isObject(webhook) ? webhook : {};
  const problems = [
    ...(isText(timeZone) && !isTimeZone(timeZone)
      ? [['budget.timeZone', `must be a time zone such as Europe/Berlin (it is ${JSON.stringify(timeZone)})`]]
      : []),
    ...(isText(url) && !isWebAddress(url) ? [['budget.webhook.url', 'must be an http or https URL']] : []),
    ...(isText(secret) && !SECRET.test(secret)
      ? [
          [
            'budget.webhook.secret',
            'must be a secret of Standard Webhooks: whsec_ and base64 of 24 to 64 bytes',
          ],
        ]
      : []),
  ];
  return problems.map(([where = '', problem]) => ({
    code: 'CONFIG_INVALID',
    message: `${where} ${problem}.`,
    hint: `Correct it in ${file}.`,
    where,
  }));
}

const SECRET = /^(?:whsec_)?(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const isText = (value: unknown): value is string => typeof value === 'string';

const isWebAddress = (url: string): boolean => /^https?:\/\/\S+$/.test(url) && URL.canParse(url);

function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
