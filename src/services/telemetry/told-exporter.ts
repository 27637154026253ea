/** As the SDK hands it over; what it is called there lies in a package of its own for each signal. */
interface ExportOutcome {
  code: number;
  error?: Error;
}

interface Exporter<Items> {
  export(items: Items, done: (outcome: ExportOutcome) => void): void;
}

/** Has it said once, and again after a success, that the collector can't be reached: the SDK itself says nothing. */
export function toldExporter<Items, E extends Exporter<Items>>(
  exporter: E & Exporter<Items>,
  signal: string,
  tell: (message: string) => void,
): E {
  const send = exporter.export.bind(exporter);
  let isTold = false;
  exporter.export = (items: Items, done: (outcome: ExportOutcome) => void): void =>
    send(items, (outcome) => {
      if (outcome.code === 0) isTold = false;
      else if (!isTold) {
        isTold = true;
        const { code, message } = (outcome.error ?? {}) as { code?: unknown; message?: string };
        const why =
          typeof code === 'string' ? code : (message ?? 'it was refused').split('\n')[0]!.slice(0, 200);
        tell(`The collector does not take ${signal} (${why}); they are dropped until it does.`);
      }
      done(outcome);
    });
  return exporter;
}
