/** What cannot be tested in an engine, each with the reason: the only place where tests are left out for an engine. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface EngineLimit {
  readonly engine: Engine;
  readonly file: string;
  /** Its name with the names around it, without the ids of the catalogue. */
  readonly test: string;
  readonly reason: string;
  /** The first version that can; without it none can. */
  readonly before?: number;
}

const MEDIA = 'WebDriver has no command to emulate a preference of the system';
const TREE = 'WebDriver tells of an element its role and its name, but neither a description nor a state';
const CELLS = 'WebKit tells the name of a cell only if an attribute gives it';
const RIGHT_BUTTON =
  'the WebDriver of WebKitGTK never lets go of the right button, and reports its press at another place';

const TRUSTED_TYPES = 'Firefox has Trusted Types from version 148 on';
const ADOPTED =
  'before version 148 Firefox takes the class from a custom element that another document adopts';
const MODAL = 'before version 148 Firefox does not tell assistive technology that a dialog is modal';

export const ENGINE_LIMITS: readonly EngineLimit[] = [
  ...(['firefox', 'webkit'] as const).flatMap((engine) =>
    [
      'a report that is live moves nothing on its own while rows change',
      'a report that is live moves nothing around the rows that change places',
    ].map((test) => ({
      engine,
      file: 'test/report/layout-shift.browser.test.ts',
      test,
      reason: 'only Chromium measures how far things move on their own',
    })),
  ),
  ...inFirefoxBefore(148, TRUSTED_TYPES, 'test/report/policy.browser.test.ts', [
    'under a strict policy is really under it: a page that breaks it is told',
    'under a strict policy without any policy for Trusted Types it does not begin, and says which one it needs',
    'under a strict policy beside another copy of Lit it does not begin where they are not, and says why',
  ]),
  ...inFirefoxBefore(148, ADOPTED, 'test/report/page-life.browser.test.ts', [
    'the life of the page adopted by another document it works there, and ends clean',
  ]),
  ...inFirefoxBefore(148, MODAL, 'test/elements/force-close-dialog/force-close-dialog.browser.test.ts', [
    'Force close dialog is described by the warning, and modal, to assistive technology',
  ]),
  ...inFirefoxBefore(148, MODAL, 'test/elements/assign-dialog/assign-dialog.browser.test.ts', [
    'Assign dialog is described by the conversation, and modal, to assistive technology',
  ]),
  ...inWebKit(MEDIA, 'test/report/states.browser.test.ts', [
    'in every look dark by the system: nothing that axe objects to',
    'in every look reduced motion: nothing moves, and nothing that axe objects to',
  ]),
  ...inWebKit(MEDIA, 'test/report/accessibility.browser.test.ts', [
    'accessibility of the whole report in the colours of the system: nothing that axe objects to, focus and status are seen',
  ]),
  ...inWebKit(MEDIA, 'test/report/glide.browser.test.ts', [
    'rows that are let go are at their places at once for those who want no motion',
  ]),
  ...inWebKit(MEDIA, 'test/report/printing.browser.test.ts', [
    'printing is only on paper: the table there, the grid on the screen',
  ]),
  ...inWebKit(MEDIA, 'test/elements/force-close-dialog/force-close-dialog.browser.test.ts', [
    'Force close dialog comes without animation for those who want none',
  ]),
  ...inWebKit(TREE, 'test/elements/force-close-dialog/force-close-dialog.browser.test.ts', [
    'Force close dialog is described by the warning, and modal, to assistive technology',
  ]),
  ...inWebKit(TREE, 'test/elements/assign-dialog/assign-dialog.browser.test.ts', [
    'Assign dialog is described by the conversation, and modal, to assistive technology',
  ]),
  ...inWebKit(TREE, 'test/elements/command-bar/command-bar.browser.test.ts', [
    'command bar tells assistive technology that an action is refused, and why',
  ]),
  ...inWebKit(CELLS, 'test/elements/grid/accessibility.browser.test.ts', [
    'accessibility of the grid names its cells by what they hold to assistive technology',
  ]),
  ...inWebKit(RIGHT_BUTTON, 'test/elements/grid/menu.browser.test.ts', [
    'menu of a row opens by the right button at the pointer',
    'menu of a row opens by the right button on the row that is pressed, wherever the button is let go',
  ]),
];

/** A test's name as it stands above: ids of the catalogue come and go. */
export function withoutIds(name: string): string {
  return name.replace(/\b[A-Q]\d\d(?:–[A-Q]?\d\d)? /g, '');
}

function inWebKit(reason: string, file: string, tests: readonly string[]): readonly EngineLimit[] {
  return tests.map((test) => ({ engine: 'webkit', file, test, reason }));
}

function inFirefoxBefore(
  before: number,
  reason: string,
  file: string,
  tests: readonly string[],
): readonly EngineLimit[] {
  return tests.map((test) => ({ engine: 'firefox', file, test, reason, before }));
}
