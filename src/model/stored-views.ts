/**
 * Views of one's own: named choices of filters, order and columns, and which of them is shown first. Plain JSON, for
 * storage, files and links. Text that was searched for is no part of them: it may name a customer.
 */
import { cutText } from './cut-text.js';
import { DEFAULT_VIEW, readViewState, type ViewState } from './view-state.js';

/** What a view of one's own keeps of {@link ViewState}. */
export type KeptView = Omit<ViewState, 'search' | 'collapsedGroups'>;

export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly view: KeptView;
}

export interface StoredViews {
  readonly views: readonly StoredView[];
  /** Id of the view that a new report shows first, or null. */
  readonly defaultId: string | null;
}

/**
 * A place for one text, in which views of one's own are kept from one visit to the next. What it throws, or rejects
 * with, is told to the user; the views then last as long as the page.
 */
export interface ViewStorage {
  /** The text that was last saved, or null. */
  load(): string | null | Promise<string | null>;
  save(text: string): void | Promise<void>;
}

export const NO_VIEWS: StoredViews = { views: [], defaultId: null };
export const MOST_VIEWS = 100;
/** UTF-16 units of a name. */
export const LONGEST_NAME = 80;
/** UTF-16 units of a text that is read. */
const LONGEST_TEXT = 1_000_000;
const FORMAT = 1;

export function keptView(state: ViewState): KeptView {
  const { filters, card, sort, columns, widths, grouping, density } = state;
  return { filters, card, sort, columns, widths, grouping, density };
}

/** The whole view: nothing searched for, no group hidden. */
export function shownView(view: KeptView): ViewState {
  return { ...view, search: '', collapsedGroups: [] };
}

/** Whether a report shows this view, whatever else is typed into the search. */
export function isShown({ view }: StoredView, state: ViewState): boolean {
  return canonical(view) === canonical(keptView(state));
}

/** Embeddings, overrides and isolates: they would turn round the sentence in which the name stands. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]+/g;
const NOTHING_TO_SEE = /^[\p{DI}\p{M}\s]*$/u;

/** Without line breaks and other controls, at most {@link LONGEST_NAME} units; empty when nothing is left to be seen. */
export function cleanName(name: string): string {
  const line = name
    .replace(DIRECTIONS, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return NOTHING_TO_SEE.test(line) ? '' : cutText(line, LONGEST_NAME).trim();
}

const fold = (name: string): string => name.normalize('NFKC').toLocaleLowerCase();

/** The view of this name; case does not matter. */
export function viewNamed({ views }: StoredViews, name: string): StoredView | undefined {
  const wanted = fold(cleanName(name));
  return views.find((view) => fold(view.name) === wanted);
}

/** With `view` under this name; one that has the name is replaced. The same when there are too many, or without a name. */
export function saved(stored: StoredViews, name: string, view: KeptView, id: string): StoredViews {
  const clean = cleanName(name);
  const before = viewNamed(stored, clean);
  if (clean === '' || (!before && stored.views.length >= MOST_VIEWS)) return stored;
  const views = before
    ? stored.views.map((each) => (each === before ? { ...each, name: clean, view } : each))
    : [...stored.views, { id, name: clean, view }];
  return { ...stored, views };
}

/** The same when the name is empty or another view has it. */
export function renamed(stored: StoredViews, id: string, name: string): StoredViews {
  const clean = cleanName(name);
  const holder = viewNamed(stored, clean);
  if (clean === '' || (holder && holder.id !== id)) return stored;
  return {
    ...stored,
    views: stored.views.map((each) => (each.id === id ? { ...each, name: clean } : each)),
  };
}

export function removed(stored: StoredViews, id: string): StoredViews {
  const views = stored.views.filter((each) => each.id !== id);
  return { views, defaultId: stored.defaultId === id ? null : stored.defaultId };
}

/** @param id null: none */
export function withDefault(stored: StoredViews, id: string | null): StoredViews {
  return { ...stored, defaultId: stored.views.some((each) => each.id === id) ? id : null };
}

/** What was read, and how many views were left out because they cannot be read or are too many. */
export interface ReadViews extends StoredViews {
  readonly leftOut: number;
}

/** Those of `incoming` come to those there are; one with the same name replaces it. */
export function merged(stored: StoredViews, incoming: ReadViews): ReadViews {
  let [result, { leftOut }] = [stored, incoming];
  for (const { id, name, view } of incoming.views) {
    const isFree = !result.views.some((each) => each.id === id);
    const next = saved(result, name, view, isFree ? id : freeId(result));
    if (next === result) leftOut += 1;
    result = next;
  }
  return { ...result, leftOut };
}

function freeId({ views }: StoredViews): string {
  for (let number = views.length + 1; ; number += 1) {
    const id = `view-${String(number)}`;
    if (!views.some((each) => each.id === id)) return id;
  }
}

export function viewsText({ views, defaultId }: StoredViews): string {
  return JSON.stringify({ 'ongoing-conversations-views': FORMAT, views, default: defaultId });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what {@link viewsText} wrote, or somebody by hand. Null when it is nothing of the kind. */
export function readViews(text: string): ReadViews | null {
  const parsed = parse(text);
  if (
    !isRecord(parsed) ||
    parsed['ongoing-conversations-views'] !== FORMAT ||
    !Array.isArray(parsed['views'])
  )
    return null;
  let read: StoredViews = NO_VIEWS;
  for (const each of parsed['views'] as readonly unknown[]) {
    const view = readView(each);
    if (view && !viewNamed(read, view.name) && !read.views.some(({ id }) => id === view.id))
      read = saved(read, view.name, view.view, view.id);
  }
  const { default: first } = parsed;
  const { views, defaultId } = withDefault(read, typeof first === 'string' ? first : null);
  return { views, defaultId, leftOut: parsed['views'].length - views.length };
}

function readView(value: unknown): StoredView | null {
  if (!isRecord(value) || !isRecord(value['view'])) return null;
  const { id, name, view } = value;
  if (typeof id !== 'string' || id === '' || id.length > 64) return null;
  if (typeof name !== 'string' || cleanName(name) === '') return null;
  return { id, name: cleanName(name), view: keptView(readViewState(view)) };
}

function parse(text: string): unknown {
  if (text.length > LONGEST_TEXT) return null;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** Only what differs from the usual view: links stay short. Base64 as it may stand in a URL. */
export function viewLink(view: KeptView): string {
  const usual = keptView(DEFAULT_VIEW) as unknown as Record<string, unknown>;
  const other = Object.entries(view).filter(([name, value]) => canonical(value) !== canonical(usual[name]));
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(other)));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null when it is no view. What is not to be read in it is as usual. */
export function readViewLink(link: string): KeptView | null {
  try {
    const bytes = Uint8Array.from(atob(link.replaceAll('-', '+').replaceAll('_', '/')), (unit) =>
      unit.charCodeAt(0),
    );
    const parsed = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(parsed) ? keptView(readViewState(parsed)) : null;
  } catch {
    return null;
  }
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
