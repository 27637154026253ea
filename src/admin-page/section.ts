import { type ComponentChild, type ComponentChildren, h } from 'preact';
import type { NotShown } from '../contracts/operations-data.js';

export const section = (id: string, title: string, ...children: ComponentChildren[]): ComponentChild =>
  h('section', { 'aria-labelledby': id }, [h('h2', { id }, title), ...children]);

export const isShown = <T extends object>(part: T | NotShown): part is T => !('unavailable' in part);

export const notShown = ({ unavailable }: NotShown): ComponentChild =>
  h('p', { class: 'notice bad' }, `Can't be read now: ${unavailable}.`);
