import { type ComponentChild, h } from 'preact';

/** How much of a whole; for the eye alone, since figures stand beside it. Drawn without styles, which the page's policy forbids. */
export function bar(share: number, tone: 'plain' | 'warn' | 'bad' = 'plain'): ComponentChild {
  const width = Math.min(100, Math.max(0, share * 100));
  const drawn = { viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  return h('svg', { ...drawn, class: `bar ${tone}` }, [
    h('rect', { class: 'whole', width: 100, height: 6 }),
    h('rect', { class: 'part', width, height: 6 }),
  ]);
}
