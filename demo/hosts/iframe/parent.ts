/** The page around the frame. It knows who is signed in, and gives the frame, and nobody else, a token when asked. */
import { FRAME_ORIGIN } from './addresses.js';
import type { FromFrame, FromParent } from './messages.js';

const frame = document.querySelector('iframe')!;
const status = document.querySelector('[role=status]')!;

async function answer(event: MessageEvent<FromFrame>) {
  if (event.origin !== FRAME_ORIGIN || event.source !== frame.contentWindow) return;
  const message = event.data;
  if (message.type === 'settled') status.textContent = message.text;
  if (message.type !== 'token-request') return;
  // The second argument is as much of the check as the origin above: what is in the frame by now may be another page.
  const reply = (text: FromParent) => frame.contentWindow?.postMessage(text, FRAME_ORIGIN);
  try {
    reply({ type: 'token', id: message.id, token: await fetchToken() });
  } catch {
    reply({ type: 'no-token', id: message.id });
  }
}

async function fetchToken() {
  const response = await fetch('/token', { method: 'POST' });
  if (!response.ok) throw new Error(`No token: ${response.status}`);
  return response.text();
}

window.addEventListener('message', answer);
frame.src = `${FRAME_ORIGIN}/iframe/report.html`;

document.querySelector('button')!.addEventListener('click', () => {
  window.removeEventListener('message', answer);
  frame.remove();
});
