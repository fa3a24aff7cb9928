/** The element under the names of a host, and a page that has it already. */
import { expect, fixture, html } from '@open-wc/testing';
import sinon from 'sinon';
import { INNER_ELEMENTS } from '../../src/inner-elements.js';
import { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { ReportPage } from '../support/report-page.js';

/** As another place for elements would be: a scoped registry, which few browsers have. */
class Registry {
  readonly #classes = new Map<string, CustomElementConstructor>();
  get = (tag: string): CustomElementConstructor | undefined => this.#classes.get(tag);
  define = (tag: string, element: CustomElementConstructor): void => void this.#classes.set(tag, element);
  getName = (element: CustomElementConstructor): string | null =>
    [...this.#classes].find(([, each]) => each === element)?.[0] ?? null;
  get tags(): readonly string[] {
    return [...this.#classes.keys()];
  }
}

const place = (registry: Registry): CustomElementRegistry => registry as unknown as CustomElementRegistry;

describe('define()', () => {
  let warn: sinon.SinonStub;
  beforeEach(() => (warn = sinon.stub(console, 'warn')));
  afterEach(() => warn.restore());

  it('gives a report under a name of the host, beside the one under its own', async () => {
    OngoingConversationsReport.define();
    OngoingConversationsReport.define('team-report');
    OngoingConversationsReport.define('team-report');
    const frame = await fixture(
      html`<div style="block-size: 600px">
        <team-report src="mock:?seed=7&conversations=30"></team-report>
      </div>`,
    );
    const element = frame.querySelector<OngoingConversationsReport>('team-report');
    expect(element).to.be.instanceOf(OngoingConversationsReport);
    const page = new ReportPage(element!);
    await page.until(() => page.rows().length > 0, 'it shows rows');
    const own = await ReportPage.live('mock:?seed=8&conversations=30');
    expect(own.rows().length).to.be.greaterThan(0);
    expect(warn.callCount).to.equal(0);
  });

  it('puts all that it needs into the registry it is given', () => {
    const registry = new Registry();
    OngoingConversationsReport.define('team-report', place(registry));
    expect(registry.tags).to.include.members(['team-report', ...Object.keys(INNER_ELEMENTS)]);
  });

  it('leaves a name to the version that has it, warns with both, and does not throw', () => {
    const registry = new Registry();
    class Older extends HTMLElement {
      static readonly version = '0.0.9';
    }
    registry.define('ongoing-conversations-report', Older);
    OngoingConversationsReport.define('ongoing-conversations-report', place(registry));
    expect(registry.get('ongoing-conversations-report')).to.equal(Older);
    expect(warn.firstCall.args[0]).to.match(/version 0\.0\.9 .* version \d+\.\d+\.\d+ is not used/);
  });

  it('does not mix with the inner elements of another version, also under another name', () => {
    const registry = new Registry();
    registry.define('ongoing-conversations-grid', class extends HTMLElement {});
    OngoingConversationsReport.define('team-report', place(registry));
    expect(registry.get('team-report')).to.equal(undefined);
    expect(warn.firstCall.args[0]).to.match(
      /^<team-report>: version unknown of the report is on this page already/,
    );
  });
});
