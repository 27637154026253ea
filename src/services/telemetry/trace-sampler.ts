import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

const on = () => new AlwaysOnSampler();
const off = () => new AlwaysOffSampler();
const share = (ratio: number) => new TraceIdRatioBasedSampler(ratio);

/** By OTEL_TRACES_SAMPLER and its argument where they say something, else a share of what begins here. */
export function traceSampler(sampleRatio: number, env: NodeJS.ProcessEnv): Sampler {
  const given = Number(env.OTEL_TRACES_SAMPLER_ARG?.trim() || 'NaN');
  const ratio = given >= 0 && given <= 1 ? given : 1;
  const samplers: Record<string, () => Sampler> = {
    always_on: on,
    always_off: off,
    traceidratio: () => share(ratio),
    parentbased_always_on: () => new ParentBasedSampler({ root: on() }),
    parentbased_always_off: () => new ParentBasedSampler({ root: off() }),
    parentbased_traceidratio: () => new ParentBasedSampler({ root: share(ratio) }),
  };
  const name = env.OTEL_TRACES_SAMPLER?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(samplers, name)) return samplers[name]!();
  return new ParentBasedSampler({ root: share(sampleRatio) });
}
