/** The footer as a supervisor finds it. */
import { html } from 'lit';
import { ReportFooter } from '../../src/elements/report-footer/report-footer.js';
import { queryByRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-report-footer';
if (!customElements.get(TAG)) customElements.define(TAG, ReportFooter);

export class FooterPage {
  readonly fixture: ReportFixture<ReportFooter>;

  constructor(fixture: ReportFixture<ReportFooter>) {
    this.fixture = fixture;
  }

  static async open(options?: FixtureOptions): Promise<FooterPage> {
    return new FooterPage(
      await reportFixture(
        html`<ongoing-conversations-report-footer></ongoing-conversations-report-footer>`,
        options,
      ),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get counts(): string {
    return this.root.querySelector('.counts')?.textContent.trim() ?? '';
  }
  get text(): string {
    return this.root.querySelector('[part=footer]')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  }
  /** The button that applies what waits, while there is one. */
  get release(): HTMLElement | undefined {
    return queryByRole(this.root, 'button', /waiting$/);
  }
}
