/** What is asked of the table of conversations. */
import type { Rules } from './dataverse-options.js';
import { CLOSED } from './codes.js';

const TABLE = 'msdyn_ocliveworkitems';

/** Without these a row cannot be read. */
const NEEDED = ['activityid', 'statuscode', 'msdyn_modifiedon'];

/** What a row may lack, because an older solution does not have the column. */
const WANTED = [
  'versionnumber',
  'subject',
  'msdyn_title',
  'msdyn_statuschangereason',
  'msdyn_isagentsession',
  'msdyn_isagentaccepted',
  'msdyn_isoutbound',
  'msdyn_channel',
  'msdyn_createdon',
  'msdyn_firstwaitstartedon',
  'msdyn_activeagentassignedon',
  'msdyn_statusupdatedon',
  'msdyn_wrapupinitiatedon',
  'msdyn_conversationfirstwaittimeinseconds',
  'msdyn_conversationhandletimeinseconds',
  'msdyn_customersentimentlabel',
  'msdyn_transfercount',
  '_msdyn_activeagentid_value',
  '_msdyn_cdsqueueid_value',
  '_msdyn_liveworkstreamid_value',
  '_msdyn_customer_value',
  '_msdyn_lastsessionid_value',
  '_msdyn_issueid_value',
];

/** With more queues the address would get too long; then rows of others are left out here. */
const MAX_QUEUES = 100;
const NO_QUEUE = '00000000-0000-0000-0000-000000000000';

/** Ids of queues as they may stand in a filter; Dataverse writes them in lower case. */
export function queueIds(ids: readonly string[]): ReadonlySet<string> {
  return new Set(
    ids.map((id) => id.replace(/^\{|\}$/g, '').toLowerCase()).filter((id) => /^[\w-]{1,64}$/.test(id)),
  );
}

/** Which columns are read, less those that turned out not to be there. */
export class Columns {
  readonly #own: readonly string[];
  #wanted: readonly string[] = WANTED;

  constructor(rules: Pick<Rules, 'columns'>) {
    this.#own = [...new Set(Object.values(rules.columns))].filter((column) => /^\w+$/.test(column));
    this.#wanted = [...new Set([...WANTED, ...this.#own])];
  }

  get select(): string {
    return [...NEEDED, ...this.#wanted].join(',');
  }

  /** Does without a column. False when that cannot be. */
  drop(column: string): boolean {
    const found = this.#wanted.find((wanted) => wanted === column || wanted === `_${column}_value`);
    this.#wanted = this.#wanted.filter((wanted) => wanted !== found);
    return found !== undefined;
  }
}

/** All that are not closed. Asked so and not by the statuses that there are, lest one that is new stays unseen. */
export function everything(columns: Columns, from: number, queues: ReadonlySet<string> | null): string {
  const terms = [`statuscode ne ${CLOSED}`, ...standing(from), ...ofQueues(queues)];
  return query(columns, terms) + '&$count=true';
}

/** What changed, closed ones and those that went to other queues among it. */
export function changes(columns: Columns, from: number, since: number): string {
  return query(columns, [`msdyn_modifiedon ge ${moment(since)}`, ...standing(from)]);
}

function standing(from: number): readonly string[] {
  return ['msdyn_isagentsession eq true', `msdyn_createdon ge ${moment(from)}`];
}

function ofQueues(queues: ReadonlySet<string> | null): readonly string[] {
  if (queues === null || queues.size > MAX_QUEUES) return [];
  const ids = queues.size === 0 ? [NO_QUEUE] : [...queues];
  return [`(${ids.map((id) => `_msdyn_cdsqueueid_value eq ${id}`).join(' or ')})`];
}

function query(columns: Columns, terms: readonly string[]): string {
  return `${TABLE}?$select=${columns.select}&$filter=${encodeURIComponent(terms.join(' and '))}`;
}

/** To the second, as Dataverse keeps times. */
function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
