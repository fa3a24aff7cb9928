/**
 * A Dataverse in memory, which answers as the Web API is documented to: `$select` with 400 for a column that is not there,
 * `$filter`, `$top`, `$count`, pages by `Prefer: odata.maxpagesize` and `@odata.nextLink`, formatted values when asked for.
 */
import { filterOf, type Row } from './odata-filter.js';

export const ORGANISATION = 'https://org.crm.dynamics.com';
export const ME = '00000000-aaaa-4000-8000-000000000001';
const FORMATTED = '@OData.Community.Display.V1.FormattedValue';
const ROOT = '/api/data/v9.2/';

interface Table {
  readonly rows: Row[];
}

const table = (...rows: Row[]): Table => ({ rows });

export class ModelDataverse {
  readonly conversations = new Map<string, Row>();
  /** Tables beside the conversations, by the name of their set. */
  readonly tables: Record<string, Table> = {
    systemusers: table({ systemuserid: ME, fullname: 'Sam Supervisor', msdyn_capacity: null }),
    queuememberships: table({ queueid: 'q1', systemuserid: ME }, { queueid: 'q2', systemuserid: ME }),
    queues: table(
      { queueid: 'q1', name: 'Billing', msdyn_queuetype: 192350000, msdyn_priority: 1 },
      { queueid: 'q2', name: 'Orders', msdyn_queuetype: 192350000, msdyn_priority: 2 },
      { queueid: 'q3', name: 'Calls', msdyn_queuetype: 192350002, msdyn_priority: 3 },
      { queueid: 'q4', name: 'Cases', msdyn_queuetype: 192350001, msdyn_priority: 4 },
    ),
    msdyn_omnichannelconfigurations: table({ msdyn_enable_supervisor_monitor: true }),
    msdyn_agentstatuses: table(),
    msdyn_presences: table(),
    msdyn_liveworkstreams: table(),
  };
  /** Columns that the table of conversations does not have. */
  readonly lackingColumns = new Set<string>();
  /** Labels of channels by number and language. */
  channelLabels: Readonly<Record<number, Readonly<Record<number, string>>>> = {};
  /** Answers in place of the model, by the beginning of the path after the root. */
  readonly instead = new Map<string, (request: Request) => Response | Promise<Response>>();
  readonly requests: Request[] = [];
  /** What the links to further pages begin with. */
  linkOrigin = ORGANISATION;
  hidesDate = false;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    const { rows } = this.#table('queues');
    rows.forEach((row, index) => (rows[index] = { ...row, msdyn_isomnichannelqueue: true }));
  }

  /** Paths of all requests, after the root, decoded. */
  get asked(): readonly string[] {
    return this.requests.map(({ url }) => decodeURIComponent(url.slice(url.indexOf(ROOT) + ROOT.length)));
  }

  put(row: Row): void {
    const time = new Date(this.#now()).toISOString();
    this.conversations.set(String(row['activityid']), {
      ...{ msdyn_modifiedon: time, msdyn_isagentsession: true, statuscode: 1 },
      ...{ _msdyn_cdsqueueid_value: 'q1', msdyn_createdon: time },
      ...row,
    });
  }

  /** Writes some columns, which makes a new version. */
  patch(id: string, columns: Row): void {
    const row = this.conversations.get(id) ?? {};
    const versionnumber = Number(row['versionnumber']) + 1;
    const msdyn_modifiedon = new Date(this.#now()).toISOString();
    this.conversations.set(id, { ...row, versionnumber, msdyn_modifiedon, ...columns });
  }

  /** An agent of a queue with a base presence; `id` is the name in small letters. */
  addAgent(name: string, queueid: string, presence = 192360000, columns: Row = {}): void {
    const id = name.toLowerCase();
    const presenceId = `p-${presence}`;
    this.#table('queuememberships').rows.push({ queueid, systemuserid: id });
    this.#table('msdyn_presences').rows.push({
      msdyn_presenceid: presenceId,
      msdyn_basepresencestatus: presence,
    });
    this.#table('msdyn_agentstatuses').rows.push({
      ...labelled('_msdyn_agentid_value', id, name),
      _msdyn_currentpresenceid_value: presenceId,
      msdyn_isagentloggedin: true,
      ...columns,
    });
  }

  async respond(request: Request): Promise<Response> {
    this.requests.push(request);
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname.slice(ROOT.length));
    const [, instead] = [...this.instead].find(([beginning]) => path.startsWith(beginning)) ?? [];
    const response = (await instead?.(request)) ?? this.#answer(path, url, request);
    if (response.type !== 'error' && !this.hidesDate)
      response.headers.set('date', new Date(this.#now()).toUTCString());
    return response;
  }

  #answer(path: string, url: URL, request: Request): Response {
    if (path === 'WhoAmI') return Response.json({ UserId: ME, BusinessUnitId: ME, OrganizationId: ME });
    if (path.startsWith("GlobalOptionSetDefinitions(Name='msdyn_streamsource')"))
      return Response.json({ Options: this.#options() });
    const [, set = '', key] = /^(\w+)(?:\(([^)]*)\))?$/.exec(path) ?? [];
    const found = set === 'msdyn_ocliveworkitems' ? this.#conversationTable() : this.tables[set];
    if (found === undefined) return fault(404, 'Resource not found');
    const unknown = (url.searchParams.get('$select') ?? '')
      .split(',')
      .find((column) => this.lackingColumns.has(column));
    if (unknown !== undefined)
      return fault(400, `Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM'`);
    if (key !== undefined) {
      const row = found.rows.find((each) => Object.values(each)[0] === key);
      return row === undefined ? fault(404, 'Does not exist') : Response.json(shown(row, url, request));
    }
    return this.#page(found.rows, url, request);
  }

  #page(all: readonly Row[], url: URL, request: Request): Response {
    const parameters = url.searchParams;
    const rows = all.filter(filterOf(parameters.get('$filter')));
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(request.headers.get('prefer') ?? '')?.[1] ?? 5_000);
    const start = Number(parameters.get('$skiptoken') ?? 0);
    const end = start + Math.min(size, Number(parameters.get('$top') ?? Infinity));
    const next = new URL(url.pathname + url.search, this.linkOrigin);
    next.searchParams.set('$skiptoken', String(end));
    return Response.json({
      '@odata.context': `${ORGANISATION}${ROOT}$metadata`,
      ...(parameters.get('$count') === 'true' && { '@odata.count': Math.min(5_000, rows.length) }),
      value: rows.slice(start, end).map((row) => shown(row, url, request)),
      ...(end < rows.length && !parameters.has('$top') && { '@odata.nextLink': next.href }),
    });
  }

  #conversationTable(): Table {
    return { rows: [...this.conversations.values()] };
  }

  #table(name: string): Table {
    return this.tables[name] ?? table();
  }

  #options(): readonly object[] {
    return Object.entries(this.channelLabels).map(([value, labels]) => {
      const all = Object.entries(labels).map(([code, label]) => ({
        Label: label,
        LanguageCode: Number(code),
      }));
      return { Value: Number(value), Label: { LocalizedLabels: all, UserLocalizedLabel: all[0] ?? null } };
    });
  }
}

/** The columns that were asked for, and their formatted values where they were. */
function shown(row: Row, url: URL, request: Request): Row {
  const select = url.searchParams.get('$select')?.split(',') ?? Object.keys(row);
  const annotated = request.headers.get('prefer')?.includes('OData.Community.Display.V1.FormattedValue');
  const entries = select.flatMap((column): [string, unknown][] => {
    const label = row[column + FORMATTED];
    const value: [string, unknown] = [column, row[column] ?? null];
    return label !== undefined && annotated ? [[column + FORMATTED, label], value] : [value];
  });
  return Object.fromEntries(entries);
}

export function fault(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code: '0x0', message } }, { status, headers });
}

/** A column with its formatted value. */
export function labelled(column: string, value: unknown, label: string): Row {
  return { [column]: value, [column + FORMATTED]: label };
}
