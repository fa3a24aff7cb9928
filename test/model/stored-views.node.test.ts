/** Views of one's own: names, order, what is kept of a view, and reading what others have written. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cleanName,
  isShown,
  keptView,
  LONGEST_NAME,
  merged,
  MOST_VIEWS,
  NO_VIEWS,
  readViewLink,
  readViews,
  removed,
  renamed,
  saved,
  shownView,
  viewLink,
  viewsText,
  withDefault,
  type StoredViews,
} from '../../src/model/stored-views.js';
import { DEFAULT_VIEW, readViewState } from '../../src/model/view-state.js';

const usual = keptView(DEFAULT_VIEW);
const unassigned = { ...usual, filters: { agent: [''] } };
const names = ({ views }: StoredViews): string[] => views.map(({ name }) => name);
const stored = (...given: string[]): StoredViews =>
  given.reduce((all, name) => saved(all, name, usual, `id-${name}`), NO_VIEWS);

const arbitraryView = fc
  .record({
    filters: fc.record({ queue: fc.array(fc.string(), { maxLength: 3 }) }),
    search: fc.string(),
    sort: fc.array(
      fc.record(
        { column: fc.string(), direction: fc.constantFrom('ascending', 'descending') },
        { noNullPrototype: true },
      ),
    ),
    columns: fc.array(fc.string(), { minLength: 1 }),
    widths: fc.dictionary(fc.string(), fc.integer({ min: 1, max: 4000 })),
    grouping: fc.constantFrom(null, 'queue', 'agent'),
    density: fc.constantFrom('comfortable', 'compact'),
  })
  .map((view) => keptView(readViewState(view)));

const arbitraryViews = fc
  .array(fc.record({ name: fc.string({ unit: 'binary', maxLength: 120 }), view: arbitraryView }), {
    maxLength: 8,
  })
  .map((given) =>
    given.reduce((all, { name, view }, place) => saved(all, name, view, `v${String(place)}`), NO_VIEWS),
  );

describe('saving', () => {
  it('keeps filters, order and columns, and not what was searched for', () => {
    const view = keptView({ ...DEFAULT_VIEW, ...unassigned, search: 'Mrs Smith', collapsedGroups: ['q1'] });
    assert.deepEqual(view, unassigned);
    assert.equal(JSON.stringify(saved(NO_VIEWS, 'Mine', view, '1')).includes('Smith'), false);
    assert.deepEqual(shownView(view), { ...DEFAULT_VIEW, ...unassigned });
  });

  it('replaces the view of the same name, whatever its case, where it stands', () => {
    const views = saved(stored('Mine', 'Other'), ' MINE ', unassigned, 'new');
    assert.deepEqual(names(views), ['MINE', 'Other']);
    assert.deepEqual(views.views[0], { id: 'id-Mine', name: 'MINE', view: unassigned });
  });

  it('takes no view without a name, and no more than there may be', () => {
    assert.equal(saved(NO_VIEWS, ' \n ', usual, '1'), NO_VIEWS);
    const full = Array.from({ length: MOST_VIEWS }, (_, place) => String(place)).reduce(
      (all, name) => saved(all, name, usual, name),
      NO_VIEWS,
    );
    assert.equal(saved(full, 'one more', usual, 'x'), full);
    assert.notEqual(saved(full, '7', unassigned, 'x'), full);
  });

  it('L12 L16 makes one short line of a name', () => {
    assert.equal(cleanName('  a\r\n\u0000b\u2028c '), 'a b c');
    assert.ok(cleanName('😀'.repeat(100)).length <= LONGEST_NAME);
    assert.match(cleanName('😀'.repeat(100)), /^(?:😀)+$/u);
  });
});

describe('renaming, deleting, showing first', () => {
  it('gives no name twice', () => {
    const views = stored('A', 'B');
    assert.deepEqual(names(renamed(views, 'id-A', 'C')), ['C', 'B']);
    assert.deepEqual(names(renamed(views, 'id-A', 'a')), ['a', 'B']);
    assert.equal(renamed(views, 'id-A', ' b '), views);
    assert.equal(renamed(views, 'id-A', ''), views);
  });

  it('shows nothing first that is not there any more', () => {
    const views = withDefault(stored('A', 'B'), 'id-A');
    assert.equal(views.defaultId, 'id-A');
    assert.equal(removed(views, 'id-B').defaultId, 'id-A');
    assert.deepEqual(removed(views, 'id-A'), { views: stored('B').views, defaultId: null });
    assert.equal(withDefault(views, 'nobody').defaultId, null);
  });

  it('knows which one is shown, whatever is typed into the search', () => {
    const [mine] = saved(NO_VIEWS, 'Mine', unassigned, '1').views;
    assert.ok(mine);
    assert.equal(isShown(mine, { ...DEFAULT_VIEW, filters: { agent: [''] }, search: 'x' }), true);
    assert.equal(isShown(mine, DEFAULT_VIEW), false);
  });
});

describe('text of views', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(arbitraryViews, fc.nat(8), (views, place) => {
        const given = withDefault(views, views.views[place]?.id ?? null);
        assert.deepEqual(readViews(viewsText(given)), { ...given, leftOut: 0 });
      }),
    );
  });

  it('is read whatever is in it: without an error, and each view by itself', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readViews(text)));
    const text = JSON.stringify({
      'ongoing-conversations-views': 1,
      views: [
        null,
        7,
        { id: 'a', name: '', view: {} },
        { id: 'b', name: 'B', view: { columns: 7 } },
        { id: 'b' },
      ],
      default: 'a',
    });
    assert.deepEqual(readViews(text), {
      views: [{ id: 'b', name: 'B', view: usual }],
      defaultId: null,
      leftOut: 4,
    });
    for (const other of ['', '[]', '{"views":[]}', '{"ongoing-conversations-views":2,"views":[]}'])
      assert.equal(readViews(other), null, other);
  });

  it('L22 takes nothing from the prototypes', () => {
    const text =
      '{"ongoing-conversations-views":1,"views":[{"id":"__proto__","name":"P","view":{"__proto__":{"search":"x"},"widths":{"__proto__":5}}}]}';
    const [view] = readViews(text)?.views ?? [];
    assert.deepEqual(view?.view, usual);
    assert.equal(({} as { search?: unknown }).search, undefined);
  });

  it('comes to what there is: one of the same name replaces it, and ids stay apart', () => {
    const result = merged(stored('A', 'B'), {
      views: [
        { id: 'id-A', name: 'b', view: unassigned },
        { id: 'id-A', name: 'C', view: unassigned },
      ],
      defaultId: null,
      leftOut: 1,
    });
    assert.deepEqual(names(result), ['A', 'b', 'C']);
    assert.equal(new Set(result.views.map(({ id }) => id)).size, 3);
    assert.equal(result.leftOut, 1);
  });
});

describe('a link to a view', () => {
  it('comes back as it was, and is short for what is nearly as usual', () => {
    fc.assert(fc.property(arbitraryView, (view) => assert.deepEqual(readViewLink(viewLink(view)), view)));
    assert.ok(viewLink(unassigned).length < 48);
    assert.match(viewLink({ ...usual, filters: { queue: ['Ü>?', '日本'] } }), /^[\w-]+$/);
  });

  it('is read whatever is in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readViewLink(text)));
    assert.equal(readViewLink('%%%'), null);
    assert.equal(readViewLink(btoa('[]')), null);
  });
});
