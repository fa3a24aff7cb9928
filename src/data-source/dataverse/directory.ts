/** Agents and queues that a conversation can be handed to. */
import { compareAgents, type AgentCandidate } from '../../model/agent.js';
import type { Conversation } from '../../model/conversation.js';
import type { QueueCandidate } from '../../model/queue.js';
import type { CandidatePage, CandidateQuery } from '../data-source.js';
import { PRESENCE, QUEUE_TYPE } from './codes.js';
import { isLacking } from './dataverse-error.js';
import { agentOf, groupBy, judge, matches, onlineAgents, pageOf, waitingIn } from './candidates.js';
import { choicesIn, numberIn, textIn } from './read-value.js';
import type { Raw, WebApi } from './web-api.js';

/** What the rows tell: the conversation in question, and how many wait in a queue. */
export interface Surroundings {
  readonly rows: ReadonlyMap<string, Conversation>;
  /** Server epoch ms. */
  readonly now: number;
}

/** Ms for which what was read is good for further pages and further letters of a search. */
const FRESH = 5_000;
/** An unknown rule of a workstream leaves out only who is not there. */
const ANY_PRESENCE = ['available', 'busy', 'busy-do-not-disturb', 'away'];

/** Of a queue without a priority. */
const LAST = Number.MAX_SAFE_INTEGER;

const ID = /^[\w-]{1,64}$/;

export class Directory {
  readonly #api: WebApi;
  readonly #now: () => number;
  readonly #read = new Map<string, { readonly at: number; readonly rows: readonly Raw[] }>();

  constructor(api: WebApi, now: () => number) {
    this.#api = api;
    this.#now = now;
  }

  /** Nothing of one user may serve another. */
  clear(): void {
    this.#read.clear();
  }

  async agents(
    query: CandidateQuery,
    { rows, now }: Surroundings,
    signal: AbortSignal,
  ): Promise<CandidatePage<AgentCandidate>> {
    const conversation = rows.get(query.conversationId);
    const [statuses, presences, memberships, capacities, allowed] = await together(signal, (inner) =>
      Promise.all([
        this.#rows(STATUSES, inner),
        this.#rows(PRESENCES, inner),
        this.#rows(MEMBERSHIPS, inner),
        this.#tolerantRows(CAPACITIES, inner),
        this.#allowedPresences(conversation?.workstream?.id, inner),
      ]),
    );
    const queuesOf = groupBy(memberships, 'systemuserid', 'queueid');
    const maxima = new Map(capacities.map((row) => [textIn(row, 'systemuserid'), row]));
    const presenceOf = new Map(presences.map((row) => [textIn(row, 'msdyn_presenceid'), row]));
    const agents = statuses.flatMap((status) => {
      const id = textIn(status, '_msdyn_agentid_value');
      const presence = presenceOf.get(textIn(status, '_msdyn_currentpresenceid_value'));
      const queues = id === null ? [] : (queuesOf.get(id) ?? []);
      const max = numberIn(maxima.get(id) ?? {}, 'msdyn_capacity');
      return id === null ? [] : [agentOf(id, status, presence, queues, max)];
    });
    const found = agents
      .map((agent) => judge(agent, query, conversation, allowed))
      .filter(({ name }) => matches(name, query))
      .sort(compareAgents(conversation?.skills ?? []));
    return pageOf(found, query, now);
  }

  async queues(
    query: CandidateQuery,
    { rows, now }: Surroundings,
    signal: AbortSignal,
  ): Promise<CandidatePage<QueueCandidate>> {
    const current = rows.get(query.conversationId)?.queue;
    const [queues, statuses, presences, memberships] = await together(signal, (inner) =>
      Promise.all([
        this.#rows(QUEUES, inner),
        this.#tolerantRows(STATUSES, inner),
        this.#tolerantRows(PRESENCES, inner),
        this.#tolerantRows(MEMBERSHIPS, inner),
      ]),
    );
    const online = statuses.length > 0 ? onlineAgents(statuses, presences) : null;
    const members = groupBy(memberships, 'queueid', 'systemuserid');
    const waiting = waitingIn(rows);
    const found = queues.flatMap((row) => {
      const id = textIn(row, 'queueid');
      const type = QUEUE_TYPE[numberIn(row, 'msdyn_queuetype') ?? NaN] ?? 'messaging';
      if (id === null || id === current?.id || type !== (current?.type ?? type) || type === 'record')
        return [];
      const name = textIn(row, 'name') ?? id;
      return [
        {
          ...{ id, name, type, eligible: true, why: null },
          priority: numberIn(row, 'msdyn_priority'),
          // Conversations of other people's queues are not known here.
          waiting: waiting.get(id) ?? null,
          online: online && (members.get(id) ?? []).filter((agent) => online.has(agent)).length,
        },
      ];
    });
    const sorted = found
      .filter(({ name }) => matches(name, query))
      .sort((a, b) => (a.priority ?? LAST) - (b.priority ?? LAST) || a.name.localeCompare(b.name));
    return pageOf(sorted, query, now);
  }

  /** Base presences with which an agent may get a conversation of the workstream. */
  async #allowedPresences(workstream: string | undefined, signal: AbortSignal): Promise<readonly string[]> {
    if (workstream === undefined || !ID.test(workstream)) return ANY_PRESENCE;
    const filter = encodeURIComponent(`msdyn_liveworkstreamid eq ${workstream}`);
    const path = `msdyn_liveworkstreams?$select=msdyn_allowedpresences&$filter=${filter}`;
    const [row] = await this.#tolerantRows(path, signal);
    const names = row && choicesIn(row, 'msdyn_allowedpresences').flatMap((code) => PRESENCE[code] ?? []);
    return names === undefined || names.length === 0 ? ANY_PRESENCE : names;
  }

  /** Rows that the list can do without. */
  async #tolerantRows(path: string, signal: AbortSignal): Promise<readonly Raw[]> {
    try {
      return await this.#rows(path, signal);
    } catch (error) {
      if (isLacking(error)) return [];
      throw error;
    }
  }

  /** Each caller asks for itself, because each may give up for itself; what has come serves all. */
  async #rows(path: string, signal: AbortSignal): Promise<readonly Raw[]> {
    signal.throwIfAborted();
    const known = this.#read.get(path);
    if (known !== undefined && Math.abs(this.#now() - known.at) < FRESH) return known.rows;
    const rows = await this.#api.all(path, signal);
    this.#read.set(path, { at: this.#now(), rows });
    return rows;
  }
}

const STATUSES =
  'msdyn_agentstatuses?$select=_msdyn_agentid_value,_msdyn_currentpresenceid_value,msdyn_presencemodifiedon,' +
  'msdyn_presencemodifiedonwithmilliseconds,msdyn_availableunitscapacity,msdyn_isagentloggedin';
const PRESENCES =
  'msdyn_presences?$select=msdyn_presenceid,msdyn_basepresencestatus,msdyn_presencestatustext';
const MEMBERSHIPS = 'queuememberships?$select=queueid,systemuserid';
const CAPACITIES = `systemusers?$select=systemuserid,msdyn_capacity&$filter=${encodeURIComponent('msdyn_capacity gt 0')}`;
const QUEUES = `queues?$select=queueid,name,msdyn_queuetype,msdyn_priority&$filter=${encodeURIComponent('msdyn_isomnichannelqueue eq true')}`;

/** Of several questions at once, the others are given up when one fails. */
async function together<Value>(
  signal: AbortSignal,
  ask: (inner: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const own = new AbortController();
  const abort = (): void => own.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', abort);
  try {
    return await ask(own.signal);
  } finally {
    signal.removeEventListener('abort', abort);
    own.abort();
  }
}
