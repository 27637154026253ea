import type { Fault } from '../contracts/fault.js';

/** A fault in words: code, place and message, and what to do about it below. */
export function faultLines({ code, message, hint, plugin, where }: Fault): string[] {
  const place = where ?? (plugin === undefined ? undefined : `plugin ${plugin}`);
  const told = place === undefined || message.startsWith(place);
  const [first = '', ...rest] = message.split('\n');
  return [
    `${code}  ${told ? '' : `${place}: `}${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(hint === undefined ? [] : hint.split('\n').map((line) => `  ${line}`)),
  ];
}
