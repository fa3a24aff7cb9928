import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { reset } from '../../../src/styles/reset.js';
import { tokens } from '../../../src/styles/tokens.js';
import { description, TooltipController, tooltipStyles } from '../../../src/elements/shared/tooltip.js';
import '../../support/all-late.js';

class TooltipProbe extends LitElement {
  static override styles = [tokens, reset, tooltipStyles];
  @property() reason = 'Nothing is selected';
  readonly #tooltip = new TooltipController(this);

  protected override render(): TemplateResult {
    return html`
      <dialog>
        <button class="refused" aria-disabled="true" aria-describedby="why" data-tooltip=${this.reason}>
          Assign
        </button>
        ${description('why', this.reason)}
        <button class="icon" aria-label="Refresh" data-tooltip="Refresh">↻</button>
        <button class="other">Other</button>
        ${this.#tooltip.render()}
      </dialog>
    `;
  }
}
customElements.define('tooltip-probe', TooltipProbe);

async function open(modal = false): Promise<{
  probe: TooltipProbe;
  button: (name: string) => HTMLButtonElement;
  shown: () => string | null;
  layer: HTMLElement;
}> {
  const probe = await fixture<TooltipProbe>(html`<tooltip-probe></tooltip-probe>`);
  const root = probe.renderRoot;
  const dialog = root.querySelector('dialog')!;
  if (modal) dialog.showModal();
  else dialog.show();
  const layer = root.querySelector<HTMLElement>('[role=tooltip]')!;
  // Not the host's blur(): not every engine takes the focus from what is inside it.
  ((probe.renderRoot as ShadowRoot).activeElement as HTMLElement | null)?.blur();
  return {
    probe,
    layer,
    button: (name) => root.querySelector<HTMLButtonElement>(`.${name}`)!,
    shown: () => (layer.matches(':popover-open') ? layer.textContent.trim() : null),
  };
}

async function moveTo(target: Element): Promise<void> {
  const { left, top, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

describe('tooltip', () => {
  afterEach(async () => {
    await resetMouse();
  });

  it('shows the reason on hover, stays while it is hovered itself, and leaves with the pointer', async () => {
    const { button, shown, layer } = await open();
    await moveTo(button('refused'));
    expect(shown()).to.equal('Nothing is selected');
    // Step by step over the border between the two, where a gap would lose it.
    const control = button('refused').getBoundingClientRect();
    const x = Math.round(control.left + control.width / 2);
    for (let y = Math.floor(control.bottom) - 2; y < control.bottom + 12; y += 1) {
      await sendMouse({ type: 'move', position: [x, y] });
      expect(shown(), `at ${String(y)}`).to.equal('Nothing is selected');
    }
    expect(layer.matches(':hover')).to.equal(true);
    await sendMouse({ type: 'move', position: [2, 500] });
    await waitUntil(() => shown() === null, 'it leaves');
  });

  it('shows on focus and goes away by Escape without moving focus', async () => {
    const { button, shown } = await open();
    button('refused').focus();
    expect(shown()).to.equal('Nothing is selected');
    await sendKeys({ press: 'Escape' });
    expect(shown()).to.equal(null);
    expect(button('refused').matches(':focus')).to.equal(true);
  });

  it('moves on with the focus and ends with it', async () => {
    const { button, shown } = await open();
    button('refused').focus();
    await sendKeys({ press: 'Tab' });
    expect(shown()).to.equal('Refresh');
    await sendKeys({ press: 'Tab' });
    expect(button('other').matches(':focus')).to.equal(true);
    expect(shown()).to.equal(null);
  });

  it('takes only the tooltip away at the first Escape in a modal dialog, the dialog at the second', async () => {
    const { button, shown, probe } = await open(true);
    const dialog = probe.renderRoot.querySelector('dialog')!;
    button('refused').focus();
    await sendKeys({ press: 'Escape' });
    expect(shown()).to.equal(null);
    expect(dialog.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(dialog.open).to.equal(false);
  });

  it('stays when a refused control is clicked and goes when another one is used', async () => {
    const { button, shown } = await open();
    await moveTo(button('refused'));
    await sendMouse({ type: 'click', position: centre(button('refused')) });
    expect(shown()).to.equal('Nothing is selected');
    await sendMouse({ type: 'click', position: centre(button('icon')) });
    expect(shown()).to.equal(null);
  });

  it('follows a reason that changes while it is read', async () => {
    const { button, shown, probe } = await open();
    button('refused').focus();
    probe.reason = 'The data is not live';
    await probe.updateComplete;
    expect(shown()).to.equal('The data is not live');
    probe.reason = '';
    await probe.updateComplete;
    expect(shown()).to.equal(null);
  });

  it('stays inside the viewport, also at its lower end', async () => {
    const { button, shown, layer, probe } = await open();
    const dialog = probe.renderRoot.querySelector('dialog')!;
    dialog.style.cssText = 'position: fixed; inset: auto 0 0 auto; margin: 0; padding: 0; border: 0';
    probe.reason = 'A reason of many words that needs more than the room beside the control. '.repeat(2);
    await probe.updateComplete;
    button('refused').focus();
    expect(shown()).to.not.equal(null);
    const { left, right, bottom } = layer.getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(document.documentElement.clientWidth);
    expect(bottom).to.be.at.most(button('refused').getBoundingClientRect().top + 1);
  });

  it('leaves no listener behind when the element goes away', async () => {
    const { button, probe, shown } = await open();
    button('refused').focus();
    probe.remove();
    expect(shown()).to.equal(null);
    document.body.append(probe);
    expect(shown()).to.equal(null);
    button('other').focus();
    button('refused').focus();
    expect(shown()).to.equal('Nothing is selected');
    probe.remove();
  });

  it('P19 describes the refused control for assistive technology', async () => {
    const { probe } = await open();
    await expect(probe).to.be.accessible();
    expect(probe.renderRoot.querySelector('#why')?.textContent).to.equal('Nothing is selected');
  });
});

function centre(target: Element): [number, number] {
  const { left, top, width, height } = target.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}
