/** Loads what carries decisions out, in the desk and in the engine, with the dialogs or with the first that is confirmed. */
import { importAgain } from '../engine/import-again.js';
import { loadActing } from '../engine/late-acting.js';
import type * as Confirmation from './confirmation.js';

const load = importAgain(() => import('./confirmation.js'));
let confirmation: typeof Confirmation | undefined;

/** What is loaded so far: all of it, or nothing. */
export const loadedConfirmation = (): typeof Confirmation | undefined => confirmation;

/** After a failure the next call loads again. */
export async function loadConfirmation(): Promise<typeof Confirmation> {
  const [loaded] = await Promise.all([load(), loadActing()]);
  return (confirmation = loaded);
}
