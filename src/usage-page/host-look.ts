import type { HostContext } from './host-messages.js';

/** Of ours, those that the client has too. Only all of them together: colours of two palettes may not be readable on each other. */
const COLOURS: Record<string, string> = {
  '--ground': '--color-background-secondary',
  '--card': '--color-background-primary',
  '--ink': '--color-text-primary',
  '--soft': '--color-text-secondary',
  '--line': '--color-border-primary',
};

/** Looks as the client does: light or dark, and its colours and font where it tells them. */
export function lookAsHost({ theme, styles, safeAreaInsets }: HostContext): void {
  const { style } = document.documentElement;
  if (theme === 'light' || theme === 'dark') style.colorScheme = theme;
  const { variables = {}, css } = styles ?? {};
  const given = Object.entries(COLOURS).map(([ours, theirs]) => [ours, variables[theirs]] as const);
  if (given.every(([, colour]) => colour !== undefined))
    for (const [ours, colour] of given) style.setProperty(ours, colour!);
  if (variables['--font-sans'] !== undefined) style.setProperty('--font', variables['--font-sans']);
  if (css?.fonts !== undefined) addFonts(css.fonts);
  if (safeAreaInsets !== undefined) {
    const { top, right, bottom, left } = safeAreaInsets;
    document.body.style.padding = `${top}px ${right}px ${bottom}px ${left}px`;
  }
}

function addFonts(css: string): void {
  const known = document.getElementById('fonts');
  const sheet = known ?? document.head.appendChild(document.createElement('style'));
  sheet.id = 'fonts';
  sheet.textContent = css;
}
