import type { DefaultsSection } from '../config/sections/defaults-section.js';
import { Defaults } from '../plugin-api/defaults.js';

/** The `defaults` of the config as a service. */
export class ConfiguredDefaults extends Defaults {
  readonly model: string | undefined;
  readonly maxTokens: number | undefined;
  readonly temperature: number | undefined;

  constructor({ model, maxTokens, temperature }: DefaultsSection) {
    super();
    this.model = model;
    this.maxTokens = maxTokens;
    this.temperature = temperature;
  }
}
