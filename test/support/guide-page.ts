/** Runs an example of a guide on the page, as a reader would have pasted it. */
import { expect } from '@open-wc/testing';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from './report-page.js';

let runs = 0;

/** The module of an example; each run is one of its own. */
export async function runExample(
  page: string,
  name: string,
  language: 'js' | 'ts' | 'html' | 'css' = 'js',
): Promise<Record<string, unknown>> {
  runs += 1;
  const address = `/guide-example/${page}/${name}.${language}?run=${String(runs)}`;
  return (await import(address)) as Record<string, unknown>;
}

/** Markup of an example as it stands in the page; its report gets the source below. */
export async function openExample(
  page: string,
  name: string,
  source: ScriptedDataSource = new ScriptedDataSource(),
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  const { default: markup } = await runExample(page, name, 'html');
  const shown = await ReportPage.of(markup, { dataSource: source });
  return live(shown, source);
}

/** A report with two rows. */
export async function openReport(
  properties: Parameters<typeof ReportPage.open>[0] = {},
  source: ScriptedDataSource = new ScriptedDataSource(),
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  return live(await ReportPage.open({ ...properties, dataSource: source }), source);
}

async function live(
  page: ReportPage,
  source: ScriptedDataSource,
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  await page.until(() => source.subscribers > 0, 'the source is asked');
  source.snapshot([conversation('a'), conversation('b')]);
  await page.until(() => page.element.conversations.length === 2, 'both rows are there');
  return { page, source };
}

/** What guides call `crm`: it writes down what is asked of it. */
export class Crm {
  readonly calls: unknown[][] = [];
  constructor(names: readonly string[], answer?: unknown) {
    for (const name of names)
      Object.assign(this, {
        [name]: (...asked: unknown[]) => {
          this.calls.push([name, ...asked]);
          return answer;
        },
      });
    Object.assign(globalThis, { crm: this });
  }
}

/** Confirms an action without its dialog, by an element in its slot. */
export async function confirm(page: ReportPage, action: 'assign' | 'force-close'): Promise<void> {
  const dialog = Object.assign(document.createElement('div'), { slot: `${action}-dialog`, open: false }) as {
    actionRequest?: { submit(submission: object): Promise<unknown> };
  } & HTMLDivElement;
  page.element.append(dialog);
  page.element.openAction(action, ['a']);
  expect(dialog.actionRequest, 'the action is offered').not.to.equal(undefined);
  await dialog.actionRequest?.submit(
    action === 'assign' ? { target: { agentId: 'a1' } } : { reason: 'spam' },
  );
}
