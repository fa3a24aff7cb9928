/** The cards as a supervisor finds them. */
import { html } from 'lit';
import { KpiCards } from '../../src/elements/kpi-cards/kpi-cards.js';
import { allByRole, byRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-kpi-cards';
if (!customElements.get(TAG)) customElements.define(TAG, KpiCards);

export class KpiPage {
  readonly fixture: ReportFixture<KpiCards>;

  constructor(fixture: ReportFixture<KpiCards>) {
    this.fixture = fixture;
  }

  static async open(options?: FixtureOptions): Promise<KpiPage> {
    return new KpiPage(
      await reportFixture(html`<ongoing-conversations-kpi-cards></ongoing-conversations-kpi-cards>`, options),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get cards(): HTMLElement[] {
    return allByRole(this.root, 'button');
  }
  /** The card whose name begins with `label`. */
  card(label: string): HTMLElement {
    return byRole(this.root, 'button', new RegExp(`^${label.replace('.', '\\.')}( |$)`));
  }
  value(label: string): string {
    return this.card(label).querySelector('.value')?.textContent.trim() ?? '';
  }
  detail(label: string): string {
    return this.card(label).querySelector('.detail')?.textContent.trim() ?? '';
  }
}
