/**
 * Component Story Format 3, as far as the stories use it. Storybook's renderer for web components reads the same files:
 * a default export that describes the component, and one named export a story.
 */

/** What the toolbar sets for all stories; a story may fix some of it. */
export interface Globals {
  readonly theme: 'system' | 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  readonly locale: string;
  readonly width: 'full' | '1200' | '768' | '390' | '320';
}

export type Control = 'boolean' | 'select' | 'number' | 'text' | 'object';

/**
 * How an argument is shown in the controls. What is left out is read in `custom-elements.json`, or guessed from its value;
 * `control: false` shows none.
 */
export interface ArgType {
  readonly control?:
    Control | { readonly type: Control; readonly min?: number; readonly max?: number } | false;
  readonly options?: readonly (string | boolean)[];
  /** Shown instead of the argument's name. */
  readonly name?: string;
  readonly description?: string;
  readonly table?: {
    /** Where the host writes it. */
    readonly category?: string;
    readonly defaultValue?: { readonly summary: string };
  };
}
export type ArgTypes<Args> = { readonly [Name in keyof Args]?: ArgType };

export interface StoryContext<Args = object> {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly args: Args;
  readonly globals: Globals;
}

/** A piece of the public API: `slot:empty`, `event:ready`, `state:live`, `part:row`, `method:pause`, `property:columns`. */
export type Shown = `${'slot' | 'event' | 'state' | 'part' | 'method' | 'property'}:${string}`;

export interface Parameters {
  /** What of the public API the story is there for; a test looks whether each has one, and whether it is true. */
  readonly shows?: readonly Shown[];
  readonly docs?: {
    readonly description?: { readonly story?: string };
    /** What a host writes beside the markup, when it cannot be read off the page. */
    readonly source?: { readonly code?: string };
  };
}

export interface Story<Args = object> {
  readonly name?: string;
  readonly args?: Partial<Args>;
  readonly argTypes?: ArgTypes<Args>;
  readonly globals?: Partial<Globals>;
  readonly parameters?: Parameters;
  readonly render?: (args: Args, context: StoryContext<Args>) => unknown;
  /** What a visitor would do first: opens a dialog, selects rows. */
  readonly play?: (
    context: StoryContext<Args> & { readonly canvasElement: HTMLElement },
  ) => Promise<void> | void;
}

export interface Meta<Args = object> extends Omit<Story<Args>, 'name' | 'play'> {
  /** Group in the list of stories. */
  readonly title: string;
  readonly component?: string;
}
