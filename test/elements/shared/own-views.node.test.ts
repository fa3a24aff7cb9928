/** Views of one's own between the report and the place where they are kept: nothing is lost on the way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OwnViews } from '../../../src/elements/shared/own-views.js';
import {
  keptView,
  NO_VIEWS,
  readViews,
  removed,
  saved,
  viewsText,
  type StoredViews,
  type ViewStorage,
} from '../../../src/model/stored-views.js';
import { DEFAULT_VIEW } from '../../../src/model/view-state.js';

const view = keptView(DEFAULT_VIEW);
const names = ({ views }: StoredViews): string[] => views.map(({ name }) => name);
const adding = (name: string) => (stored: StoredViews) => saved(stored, name, view, `id-${name}`);

/** A place that can be full or out of reach. */
class Shelf implements ViewStorage {
  text: string | null;
  isFull = false;
  isAway = false;

  constructor(...kept: string[]) {
    const stored = kept.reduce<StoredViews>((all, name) => adding(name)(all), NO_VIEWS);
    this.text = kept.length === 0 ? null : viewsText(stored);
  }

  get names(): string[] {
    return names(readViews(this.text ?? '') ?? NO_VIEWS);
  }

  load(): Promise<string | null> {
    return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve(this.text);
  }

  save(text: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.text = text;
  }
}

interface Opened {
  readonly views: OwnViews;
  readonly problems: unknown[];
  storage: ViewStorage | null;
}

function open(storage: ViewStorage | null): Opened {
  const problems: unknown[] = [];
  const opened: Opened = {
    problems,
    storage,
    views: new OwnViews({
      storage: () => opened.storage,
      changed: () => undefined,
      failed: (error) => problems.push(error),
    }),
  };
  return opened;
}

describe('own views and the place where they are kept', () => {
  it('stay in the report where the place is full, and are kept once it is not', async () => {
    const shelf = new Shelf('Old', 'Older');
    const { views, problems } = open(shelf);
    await views.load();
    shelf.isFull = true;
    await views.change(adding('One'));
    await views.change(adding('Two'));
    await views.change((stored) => removed(stored, 'id-Older'));
    await views.load();
    assert.deepEqual(names(views.stored), ['Old', 'One', 'Two']);
    assert.deepEqual(shelf.names, ['Old', 'Older']);
    assert.equal(problems.length, 3);
    shelf.isFull = false;
    await views.change(adding('Three'));
    assert.deepEqual(shelf.names, ['Old', 'One', 'Two', 'Three']);
  });

  it('do not overwrite what could not be read, and join it once it can', async () => {
    const shelf = new Shelf('Old');
    const { views, problems } = open(shelf);
    shelf.isAway = true;
    await views.load();
    await views.change(adding('One'));
    assert.deepEqual(names(views.stored), ['One']);
    assert.deepEqual(shelf.names, ['Old']);
    assert.equal(problems.length, 2);
    shelf.isAway = false;
    await views.change(adding('Two'));
    assert.deepEqual(shelf.names, ['Old', 'One', 'Two']);
    assert.deepEqual(names(views.stored), ['Old', 'One', 'Two']);
  });

  it('of one place are not carried over to another, which may be another user’s', async () => {
    const [mine, theirs] = [new Shelf('Mine'), new Shelf()];
    const opened = open(mine);
    await opened.views.load();
    opened.storage = theirs;
    await opened.views.change(adding('Theirs'));
    assert.deepEqual(theirs.names, ['Theirs']);
    assert.deepEqual(mine.names, ['Mine']);
  });

  it('that one report writes are read by the others with the same place while they are in the page', async () => {
    const shelf = new Shelf();
    const [one, two, gone, elsewhere] = [open(shelf), open(shelf), open(shelf), open(new Shelf())];
    for (const { views } of [one, two, gone, elsewhere]) views.follow();
    gone.views.unfollow();
    await one.views.change(adding('One'));
    await two.views.load();
    assert.deepEqual(names(two.views.stored), ['One']);
    for (const { views } of [gone, elsewhere]) assert.deepEqual(names(views.stored), []);
    for (const { views } of [one, two, elsewhere]) views.unfollow();
  });

  it('are one object as long as nothing changes', async () => {
    const { views } = open(new Shelf('Old'));
    const before = await views.load();
    assert.equal(await views.load(), before);
    await views.change((stored) => removed(stored, 'nobody’s'));
    assert.equal(views.stored.views.length, 1);
  });
});
