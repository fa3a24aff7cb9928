// Acts on a conversation as a supervisor does: from its row by a key, through the dialog.
import { byRole, poll } from './finding.mjs';

const KEYS = { transfer: 't', monitor: 'm', 'force-close': 'x' };
/** Words of a row that allows it. */
const ALLOWING = { transfer: /Active|Waiting/, monitor: /Active/, 'force-close': /Active/ };

/** Gives the id of the conversation. */
export async function actOn(place, action) {
  const { row, id } = await poll(`a row for ${action}`, () => rowFor(place, action));
  await (await row.$('::-p-aria([role="rowheader"])')).click();
  await page(place).keyboard.press(KEYS[action]);
  if (action === 'transfer') await transfer(place);
  else if (action === 'force-close') await endIt(place);
  return id;
}

const page = (place) => (typeof place.page === 'function' ? place.page() : place);

async function rowFor(place, action) {
  const grid = await byRole(place, 'grid', 'Ongoing conversations');
  for (const row of await grid.$$('::-p-aria([role="row"])')) {
    const { id, text } = await row.evaluate(({ dataset, textContent }) => ({
      id: dataset.conversationId,
      text: textContent,
    }));
    if (id && ALLOWING[action].test(text)) return { row, id };
  }
  return null;
}

async function transfer(place) {
  const dialog = await byRole(place, 'dialog', 'Transfer conversation');
  await (await dialog.waitForSelector('::-p-aria([role="option"])')).click();
  await (await buttonThatBegins(dialog, 'Transfer to ')).click();
}

/** The dialog is the host's own, in a slot. */
async function endIt(place) {
  const dialog = await byRole(place, 'dialog', 'End the conversation');
  await (await byRole(dialog, 'textbox', 'Why?')).type('Abuse');
  await (await byRole(dialog, 'button', 'End it')).click();
}

function buttonThatBegins(dialog, words) {
  return poll(`a button ${words}…`, async () => {
    for (const button of await dialog.$$('::-p-aria([role="button"])')) {
      if (await button.evaluate(({ textContent }, begin) => textContent.trim().startsWith(begin), words))
        return button;
    }
    return null;
  });
}
