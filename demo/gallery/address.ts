/**
 * Story, arguments, globals, tokens and panel in the query of the page: a link shows what its sender saw.
 *
 * `?story=live-data--simulation&arg.density=compact&theme=dark&token.radius=2px&panel=code` — only what differs from the
 * story is written.
 */
import type { StoryEntry } from './catalogue.js';
import { controlFields, readValue, writeValue } from './controls.js';
import { PANELS, type Panel } from './panels.js';
import type { Globals } from './story.js';
import { TOKENS, type Tokens } from './tokens.js';

export const GLOBAL_VALUES = {
  theme: ['system', 'light', 'dark'],
  direction: ['ltr', 'rtl'],
  locale: ['en', 'ar', 'de', 'es', 'fr', 'ja', 'pt-BR'],
  width: ['full', '1200', '768', '390', '320'],
} as const satisfies { [Name in keyof Globals]: readonly Globals[Name][] };

export const DEFAULT_GLOBALS: Globals = { theme: 'system', direction: 'ltr', locale: 'en', width: 'full' };

/** A link may be anybody's: what is longer than any value is none. */
const LONGEST_VALUE = 300;

type Args = Readonly<Record<string, unknown>>;

export interface Place {
  readonly story: StoryEntry;
  readonly args: Args;
  readonly globals: Globals;
  /** What the theme editor set. */
  readonly tokens: Tokens;
  /** The panel below the story, `none` when it is closed. */
  readonly panel: Panel | 'none';
  /** Only the story, without the gallery around it. */
  readonly bare: boolean;
}

/** A name that no story has leads to the first one: links outlive stories. */
export function readPlace(query: string, stories: readonly StoryEntry[]): Place {
  const parameters = new URLSearchParams(query);
  const story = stories.find(({ id }) => id === parameters.get('story')) ?? stories[0];
  if (!story) throw new Error('There is no story.');
  const args: Record<string, unknown> = { ...story.args };
  for (const field of controlFields(story)) {
    const text = parameters.get(`arg.${field.arg}`);
    const read = text === null ? null : readValue(field, text);
    if (read && 'value' in read) args[field.arg] = read.value;
  }
  const globals: Record<string, string> = { ...DEFAULT_GLOBALS };
  for (const [name, values] of Object.entries(GLOBAL_VALUES)) {
    const value = parameters.get(name);
    if (value !== null && (values as readonly string[]).includes(value)) globals[name] = value;
  }
  const tokens: Record<string, string> = {};
  for (const { name, short } of TOKENS) {
    const value = parameters.get(`token.${short}`)?.trim() ?? '';
    if (value !== '' && value.length <= LONGEST_VALUE) tokens[name] = value;
  }
  const panel = ([...PANELS, 'none'] as const).find((each) => each === parameters.get('panel')) ?? PANELS[0];
  return { story, args, globals: globals as unknown as Globals, tokens, panel, bare: parameters.has('bare') };
}

export function writePlace({ story, args, globals, tokens, panel, bare }: Place): string {
  const parameters = new URLSearchParams({ story: story.id });
  for (const { arg, kind } of controlFields(story)) {
    const text = writeValue(kind, args[arg]);
    if (text !== writeValue(kind, story.args[arg])) parameters.set(`arg.${arg}`, text);
  }
  for (const [name, value] of Object.entries(globals) as [keyof Globals, string][]) {
    if (value !== DEFAULT_GLOBALS[name]) parameters.set(name, value);
  }
  for (const { name, short } of TOKENS) {
    const value = tokens[name];
    if (value !== undefined) parameters.set(`token.${short}`, value);
  }
  if (panel !== PANELS[0] && !bare) parameters.set('panel', panel);
  return `?${parameters.toString()}${bare ? '&bare' : ''}`;
}
