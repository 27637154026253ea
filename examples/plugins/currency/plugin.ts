import { definePlugin } from 'openai-mcp-host/plugin';
import { CurrencySettings } from './currency.settings.js';
import { ExchangeRates } from './exchange-rates.js';

export default definePlugin({
  name: 'currency',
  title: 'Currencies',
  version: '1.0.0',
  host: '^1',
  settings: CurrencySettings,
  services: [ExchangeRates],
  uses: ['network'],
  instructions:
    "convert-money converts at the European Central Bank's daily rates; list-currencies has the codes.",
});
