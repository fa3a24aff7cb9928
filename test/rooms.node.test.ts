/**
 * Who imports whom: each folder of `src/` once, with the folders that its files import. Lint forbids the wrong direction; this
 * list shows a new way before it becomes a habit.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../src');

/** Folders whose own folders are rooms of their own. */
const HOUSES = ['data-source', 'elements', 'features'];

const WAYS: Readonly<Record<string, string>> = {
  'data-source': 'model',
  'data-source/dataverse': 'data-source data-source/wire model',
  'data-source/event-source': 'data-source data-source/wire',
  'data-source/fallback': 'data-source model',
  'data-source/mock': 'data-source model',
  'data-source/nats': 'data-source data-source/wire model',
  'data-source/polling': 'data-source data-source/wire model',
  'data-source/signal-r': 'data-source data-source/wire model',
  'data-source/snapshots': 'data-source data-source/wire model',
  'data-source/web-socket': 'data-source data-source/wire model',
  'data-source/wire': 'data-source model',
  'elements/activity-log': 'context controllers elements/shared engine localization styles',
  'elements/alert-banner': 'localization styles',
  'elements/assign-dialog': 'elements/shared',
  'elements/candidate-list':
    'context controllers data-source elements/shared engine localization model styles',
  'elements/command-bar': 'context controllers elements/shared engine localization model styles',
  'elements/conversation-panel':
    'context controllers data-source elements/shared engine localization model styles',
  'elements/filter-bar': 'context controllers elements/shared engine localization model styles',
  'elements/force-close-dialog': 'context controllers elements/shared engine localization model styles',
  'elements/grid': 'context controllers elements/shared engine localization model styles',
  'elements/keys-help': 'context elements/shared localization styles',
  'elements/kpi-cards': 'context controllers elements/shared engine localization model styles',
  'elements/report-footer': 'context controllers elements/shared engine localization styles',
  'elements/report-header': 'context controllers elements/shared engine localization model styles',
  'elements/report-state': 'context controllers elements/shared engine localization model styles',
  'elements/shared':
    'context controllers data-source elements/filter-bar elements/grid elements/kpi-cards elements/report-header elements/report-state engine localization model styles',
  'elements/toast-region': 'context controllers elements/shared engine localization styles',
  'elements/transfer-dialog': 'elements/shared localization model',
  'elements/view-manager': 'context elements/shared engine localization model styles',
  'features/alerts':
    'controllers elements/alert-banner elements/shared elements/toast-region engine features localization model root',
  'features/attention': 'context controllers elements/shared engine features localization model styles',
  'features/stuck': 'controllers elements/shared elements/toast-region engine features localization model',
  context: 'data-source engine localization model',
  controllers: 'context data-source engine localization model root',
  engine: 'data-source model',
  features:
    'controllers elements/filter-bar elements/grid elements/keys-help elements/shared elements/toast-region elements/view-manager engine features/alerts features/attention features/stuck localization model styles',
  localization: '',
  model: '',
  root: 'context controllers data-source data-source/mock data-source/polling data-source/web-socket elements/activity-log elements/alert-banner elements/assign-dialog elements/candidate-list elements/command-bar elements/conversation-panel elements/filter-bar elements/force-close-dialog elements/grid elements/keys-help elements/kpi-cards elements/report-footer elements/report-header elements/report-state elements/shared elements/toast-region elements/transfer-dialog elements/view-manager engine features localization model styles',
  styles: '',
};

function roomOf(file: string): string {
  const [house = '', ...rest] = relative(root, file).split('/');
  if (rest.length === 0) return 'root';
  return HOUSES.includes(house) && rest.length > 1 ? `${house}/${String(rest[0])}` : house;
}

function imports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)\.js'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), `${path}.ts`)),
  );
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(root, file));

describe('the rooms of src', () => {
  const ways = new Map<string, Set<string>>();
  for (const file of files) {
    const room = roomOf(file);
    const others = ways.get(room) ?? new Set();
    ways.set(room, others);
    for (const imported of imports(file)) if (roomOf(imported) !== room) others.add(roomOf(imported));
  }

  it('import each other as listed', () => {
    const found: Record<string, string> = {};
    for (const [room, others] of ways) found[room] = [...others].sort().join(' ');
    assert.deepEqual(found, WAYS);
  });

  it('have no circle of files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...way.slice(way.indexOf(file)), file].map((each) => relative(root, each)).join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const imported of staticImports(file)) visit(imported, [...way, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles, []);
  });
});

/** Those that are there when a module runs: neither types nor what is loaded later. */
function staticImports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export) (?!type)[^;]*?'(\.[^']+)\.js'/gm)].map(([, path = '']) =>
    normalize(join(dirname(file), `${path}.ts`)),
  );
}
