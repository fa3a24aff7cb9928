/** Puts a story into an element of the page, and takes it out again. */
import { html, nothing, render } from 'lit';
import type { StoryEntry } from './catalogue.js';
import type { Globals, StoryContext } from './story.js';
import { ThemeSheet } from './theme-sheet.js';
import type { Tokens } from './tokens.js';

export type Args = Readonly<Record<string, unknown>>;

export class Canvas {
  readonly element: HTMLElement;
  readonly #theme = new ThemeSheet();
  #story: StoryEntry | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
    element.classList.add('canvas');
  }

  /** Shows a story from its beginning: what the story before it made is gone. */
  async open(story: StoryEntry, args: Args, globals: Globals): Promise<void> {
    this.clear();
    this.#story = story;
    this.update(args, globals);
    await story.play?.({ ...this.#context(story, args, globals), canvasElement: this.element });
  }

  /** Other arguments for the story that is shown; its elements stay. */
  update(args: Args, globals: Globals): void {
    const story = this.#story;
    if (!story) return;
    const { element } = this;
    const context = this.#context(story, args, globals);
    element.dir = context.globals.direction;
    element.dataset['theme'] = context.globals.theme;
    element.dataset['width'] = context.globals.width;
    render(draw(story, context), element);
  }

  /** Tokens for all reports, now and in the stories to come. */
  wear(tokens: Tokens): void {
    this.#theme.wear(tokens);
  }

  /** Nothing of the canvas is left in the page. */
  remove(): void {
    this.clear();
    this.#theme.takeOff();
    this.element.remove();
  }

  clear(): void {
    this.#story = null;
    render(nothing, this.element);
  }

  #context(story: StoryEntry, args: Args, globals: Globals): StoryContext {
    return {
      id: story.id,
      name: story.name,
      title: story.title,
      args,
      globals: effectiveGlobals(story, globals),
    };
  }
}

/** What a story fixes wins over the toolbar: the dark story is dark. */
export function effectiveGlobals(story: StoryEntry, globals: Globals): Globals {
  return { ...globals, ...story.globals };
}

function draw(story: StoryEntry, context: StoryContext): unknown {
  try {
    return story.render(context.args, context);
  } catch (error) {
    return html`<p class="story-problem" role="alert">${String(error)}</p>`;
  }
}
