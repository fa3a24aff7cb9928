/** Plays the component framework: one control in its container, with what it reads of the context, no more. */
import { OngoingConversationsControl } from './index.js';
import type { IInputs } from './generated/ManifestTypes.js';

const main = document.querySelector('main')!;
const container = document.createElement('div');
main.prepend(container);

const context = {
  parameters: { source: { raw: 'mock:?seed=7' } },
  mode: {
    isControlDisabled: false,
    allocatedWidth: -1,
    allocatedHeight: 600,
    trackContainerResize: () => undefined,
  },
  userSettings: { isRTL: false },
} as unknown as ComponentFramework.Context<IInputs>;

const control = new OngoingConversationsControl();
const onOutput = (): void => {
  main.querySelector('p')!.textContent = control.getOutputs().settled ?? '';
  control.updateView(context);
};
control.init(context, onOutput, {}, container);
control.updateView(context);

main.querySelector('button')!.addEventListener('click', () => {
  control.destroy();
  container.remove();
});
