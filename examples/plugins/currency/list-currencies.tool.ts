import { RecordOf, Tool, type ToolCall } from 'openai-mcp-host/plugin';
import { ExchangeRates } from './exchange-rates.js';

class ListCurrenciesOutput {
  @RecordOf('string')
  currencies!: Record<string, string>;
}

@Tool({
  name: 'list-currencies',
  title: 'List currencies',
  description: 'List the currencies that can be converted, names by code.',
  output: ListCurrenciesOutput,
  effect: 'read-only',
  errors: { RATES_UNAVAILABLE: 'The service that has the rates fails or is out of reach.' },
})
export class ListCurrencies {
  constructor(private readonly exchange: ExchangeRates) {}

  async run(_: object, call: ToolCall): Promise<ListCurrenciesOutput> {
    return { currencies: await this.exchange.names(call.signal) };
  }
}
