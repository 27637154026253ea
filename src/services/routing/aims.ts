import type { RoutingSection } from '../../config/sections/routing-section.js';

/** The points from which a prompt counts as standard, and as hard. */
export const AIMS: Record<
  Exclude<RoutingSection['aim'], 'none'>,
  readonly [standard: number, hard: number]
> = {
  cost: [1.6, 3.2],
  balance: [0.8, 2],
  quality: [0.3, 1.2],
};
