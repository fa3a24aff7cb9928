/** Sound and desktop notification, both only where the host opts in. Where the browser refuses, the banner is left. */

let audio: AudioContext | undefined;

/** Two short tones. A browser plays nothing before the page was pressed or typed in. */
export function playSound(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
    const start = audio.currentTime;
    for (const [index, frequency] of [660, 880].entries()) {
      const at = start + index * 0.18;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.16);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.17);
    }
  } catch {
    // No sound device, or not permitted.
  }
}

/** Whether the user has not been asked yet. */
export function canAsk(): boolean {
  return 'Notification' in globalThis && Notification.permission === 'default';
}

/** To be called in a press: browsers ask only then, and so do we. */
export async function askForNotifications(): Promise<void> {
  try {
    await Notification.requestPermission();
  } catch {
    // Not in this frame.
  }
}

/** @param tag a newer notification of the same tag takes the place of the older one. */
export function notify(title: string, body: string, tag: string): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(title, { body, tag });
    notification.onclick = (): void => {
      window.focus();
      notification.close();
    };
  } catch {
    // Some mobile browsers have the class and refuse to make one.
  }
}
