/** What `custom-elements.json` says of the report: controls, event log and theme editor are made from it. */
import manifest from '../../custom-elements.json' with { type: 'json' };

export interface Described {
  readonly name: string;
  readonly description?: string;
}

export interface PropertyEntry extends Described {
  /** As TypeScript writes it. */
  readonly type: string;
  readonly attribute: string | undefined;
  /** As the source writes it; undefined when the source does not say. */
  readonly default: string | undefined;
}

export interface TokenEntry extends Described {
  /** As the style sheet writes it. */
  readonly default: string;
}

export interface ComponentEntry {
  readonly tag: string;
  /** Fields of an element that a host may set. */
  readonly properties: readonly PropertyEntry[];
  readonly methods: readonly Described[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly states: readonly Described[];
  readonly parts: readonly Described[];
  readonly tokens: readonly TokenEntry[];
}

interface Member extends Described {
  readonly kind: string;
  readonly type?: { readonly text: string };
  readonly attribute?: string;
  readonly default?: string;
  readonly readonly?: boolean;
  readonly static?: boolean;
}

interface Declaration {
  readonly tagName?: string;
  readonly members: readonly Member[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly cssStates: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly TokenEntry[];
}

const declarations = manifest.modules.flatMap(
  (each) => each.declarations as unknown as readonly Declaration[],
);

/** Undefined for a tag that the manifest does not know. */
export function componentEntry(tag: string | undefined): ComponentEntry | undefined {
  const found = declarations.find(({ tagName }) => tagName !== undefined && tagName === tag);
  return found && read(found);
}

function read({ tagName = '', members, ...declaration }: Declaration): ComponentEntry {
  const own = members.filter((member) => !member.static);
  return {
    tag: tagName,
    properties: own
      .filter((member) => member.kind === 'field' && !member.readonly)
      .map(({ type, ...member }) => ({
        name: member.name,
        description: member.description ?? '',
        type: type?.text ?? '',
        attribute: member.attribute,
        default: member.default,
      })),
    methods: own.filter(({ kind }) => kind === 'method'),
    events: declaration.events,
    slots: declaration.slots,
    states: declaration.cssStates,
    parts: declaration.cssParts,
    tokens: declaration.cssProperties,
  };
}

function known(tag: string): ComponentEntry {
  const entry = componentEntry(tag);
  if (!entry) throw new Error(`custom-elements.json has no ${tag}.`);
  return entry;
}

export const REPORT = known('ongoing-conversations-report');
