import type { Observer } from '../../contracts/observer.js';

/** The same observer for services that others will follow: what they let it read is forgotten when they end. */
export const observerUntil = (observer: Observer, until: AbortSignal): Observer => ({
  ...observer,
  reads: (figure, read) => observer.reads(figure, read, until),
});
