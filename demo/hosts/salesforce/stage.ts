/** Plays a Lightning page. The component is compiled and run by the real LWC; only what an org adds to it is played. */
import { createElement } from 'lwc';
import OngoingConversations from 'c/ongoingConversations';

const main = document.querySelector('main')!;
const component = createElement('c-ongoing-conversations', { is: OngoingConversations });
main.prepend(component);
main.querySelector('button')!.addEventListener('click', () => component.remove());
