import type { Endpoint, EndpointRequest } from '../endpoint.js';
import { listPage } from '../list-page.js';
import type { WireJson } from '../wire-json.js';

const JOBS = { most: 100, usual: 20 };
const EVENTS = { most: 100, usual: 20 };
const CHECKPOINTS = { most: 100, usual: 10 };

const changed =
  (action: 'cancel' | 'pause' | 'resume'): Endpoint =>
  ({ ids: [id = ''], tuningJobs }) => ({ json: tuningJobs.find(id)[action]() });

/** By route, below `/fine_tuning`. */
export const FINE_TUNING: Record<string, Endpoint> = {
  'POST /fine_tuning/jobs': ({ body, tuningJobs, files }) => ({ json: tuningJobs.create(body ?? {}, files) }),
  'GET /fine_tuning/jobs': ({ query, tuningJobs }) => ({
    json: listPage(matching(tuningJobs.list(), query), query, JOBS),
  }),
  'GET /fine_tuning/jobs/*': ({ ids: [id = ''], tuningJobs }) => ({ json: tuningJobs.find(id).look() }),
  'GET /fine_tuning/jobs/*/events': ({ ids: [id = ''], query, tuningJobs }) => ({
    json: listPage(tuningJobs.find(id).events.list, query, EVENTS),
  }),
  'GET /fine_tuning/jobs/*/checkpoints': ({ ids: [id = ''], query, tuningJobs }) => ({
    json: listPage(tuningJobs.find(id).checkpoints, query, CHECKPOINTS),
  }),
  'POST /fine_tuning/jobs/*/cancel': changed('cancel'),
  'POST /fine_tuning/jobs/*/pause': changed('pause'),
  'POST /fine_tuning/jobs/*/resume': changed('resume'),
};

/** Those that have all the metadata of `metadata[key]=value`. */
function matching(jobs: WireJson[], query: EndpointRequest['query']): WireJson[] {
  const wanted = [...query].flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  return jobs.filter(({ metadata }) => wanted.every(([key, value]) => metadata?.[key] === value));
}
