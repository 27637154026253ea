import { IsDateString, IsNumber, Matches, Min } from 'class-validator';
import { Describe, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { ExchangeRates } from './exchange-rates.js';

const CODE = /^[A-Z]{3}$/;

class ConvertMoneyInput {
  @IsNumber()
  @Min(0)
  amount!: number;

  @Describe('Three letters, such as EUR.')
  @Matches(CODE)
  from!: string;

  @Matches(CODE)
  to!: string;
}

class ConvertMoneyOutput {
  @IsNumber()
  amount!: number;

  @IsNumber()
  rate!: number;

  @Describe('The day of the rate.')
  @IsDateString()
  date!: string;
}

@Tool({
  name: 'convert-money',
  title: 'Convert money',
  description: "Convert an amount into another currency at the day's rate; returns amount, rate and day.",
  input: ConvertMoneyInput,
  output: ConvertMoneyOutput,
  effect: 'read-only',
  timeoutSeconds: 20,
  errors: {
    CURRENCY_UNKNOWN: 'There are no rates for one of the currencies.',
    RATES_UNAVAILABLE: 'The service that has the rates fails or is out of reach.',
  },
})
export class ConvertMoney {
  constructor(private readonly exchange: ExchangeRates) {}

  async run(
    { amount, from, to }: ConvertMoneyInput,
    call: ToolCall,
  ): Promise<ToolResult<ConvertMoneyOutput>> {
    const { date, rates } = await this.exchange.of(from, call.signal);
    const rate = from === to ? 1 : rates[to];
    if (rate === undefined) {
      throw new ToolError(
        'CURRENCY_UNKNOWN',
        `There is no rate for ${to}.`,
        'list-currencies has the known codes.',
      );
    }

    const converted = Math.round(amount * rate * 100) / 100;
    const words = `${amount} ${from} are ${converted} ${to} at the rate of ${date}.`;
    return new ToolResult({ amount: converted, rate, date }, words);
  }
}
