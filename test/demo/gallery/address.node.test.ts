import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_GLOBALS, GLOBAL_VALUES, readPlace, writePlace } from '../../../demo/gallery/address.js';
import { readStories } from '../../../demo/gallery/catalogue.js';
import { PANELS } from '../../../demo/gallery/panels.js';
import type { Globals, Meta, Story } from '../../../demo/gallery/story.js';
import { TOKENS } from '../../../demo/gallery/tokens.js';

const meta: Meta = {
  title: 'Two words',
  args: { text: 'a & b', count: 3, on: false, choice: 'x', plan: { limit: 1 } },
  argTypes: { choice: { options: ['x', 'y'] }, count: { control: { type: 'number', min: 0 } } },
  render: () => '',
};
const stories = readStories([
  {
    default: meta,
    __namedExportsOrder: ['SecondFirst', 'Another'],
    Another: {} satisfies Story,
    SecondFirst: { name: 'Named', args: { count: 5 } },
  },
]);
const [first, second] = stories;
assert.ok(first && second);

describe('stories', () => {
  it('keep the order of the file and take over what it says for all', () => {
    assert.deepEqual(
      stories.map(({ id, name, args }) => [id, name, args['count']]),
      [
        ['two-words--second-first', 'Named', 5],
        ['two-words--another', 'Another', 3],
      ],
    );
  });

  it('need something to show', () => {
    assert.throws(() => readStories([{ default: { title: 'Bare' }, One: {} }]), /bare--one has no render/);
  });
});

describe('address', () => {
  it('brings back any story, arguments, settings, tokens and panel', () => {
    const global = Object.fromEntries(
      Object.entries(GLOBAL_VALUES).map(([name, values]) => [name, fc.constantFrom(...values)]),
    ) as { [Name in keyof Globals]: fc.Arbitrary<Globals[Name]> };
    fc.assert(
      fc.property(
        fc.constantFrom(first, second),
        fc.record({
          text: fc.string(),
          count: fc.nat(),
          on: fc.boolean(),
          choice: fc.constantFrom('x', 'y'),
          // A key named __proto__ is not told from a prototype by assert, and a link cannot carry -0.
          plan: fc.dictionary(
            fc.stringMatching(/^[a-z]+$/),
            fc.oneof(fc.string(), fc.boolean(), fc.integer()),
          ),
        }),
        fc.record(global),
        fc.dictionary(
          fc.constantFrom(...TOKENS.map(({ name }) => name)),
          fc.stringMatching(/^[^\s](.{0,40}[^\s])?$/),
        ),
        fc.constantFrom(...PANELS, 'none' as const),
        fc.boolean(),
        (story, args, globals, tokens, panel, bare) => {
          const place = { story, args, globals, tokens, panel, bare };
          const read = readPlace(writePlace(place), stories);
          assert.equal(read.story, story);
          assert.deepEqual({ ...read.args }, { ...args, plan: { ...args.plan } });
          assert.deepEqual({ ...read.globals }, { ...globals });
          assert.deepEqual({ ...read.tokens }, { ...tokens });
          // Alone, a story has no panels.
          assert.equal(read.panel, bare ? PANELS[0] : panel);
          assert.equal(read.bare, bare);
        },
      ),
    );
  });

  it('is short where nothing was changed', () => {
    const { args } = first;
    const place = {
      story: first,
      args,
      globals: DEFAULT_GLOBALS,
      tokens: {},
      panel: PANELS[0],
      bare: false,
    };
    assert.equal(writePlace(place), '?story=two-words--second-first');
  });

  it('gives up what it cannot read and keeps the story’s own', () => {
    const { args, globals, story, tokens, panel } = readPlace(
      `?story=gone&arg.count=-1&arg.choice=z&arg.plan={&arg.other=1&theme=pink&panel=attic&token.none=red&token.radius=${'9'.repeat(400)}`,
      stories,
    );
    assert.equal(story, first);
    assert.deepEqual(args, first.args);
    assert.deepEqual(globals, DEFAULT_GLOBALS);
    assert.deepEqual(tokens, {});
    assert.equal(panel, PANELS[0]);
  });
});
