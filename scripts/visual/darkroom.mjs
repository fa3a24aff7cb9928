/* global OffscreenCanvas, ImageData, createImageBitmap, navigator */
// Works on pictures in a page of the browser, which reads, scales and writes them without any library.
// Each function runs there, so each holds all it needs. Pictures go in and out as base64.

/** One sheet of pictures, each scaled to its place. */
export async function develop({ width, height, places }, pictures) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  for (const [index, place] of places.entries()) {
    const picture = await createImageBitmap(
      await (await fetch(`data:image/png;base64,${pictures[index]}`)).blob(),
    );
    context.drawImage(picture, place.x, place.y, place.width, place.height);
  }
  // What is lost is lost in the same way whenever the pictures are the same.
  const bytes = await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).bytes();
  return bytes.toBase64();
}

/** How many pixels differ visibly, and if so both sheets with the differences in red between them. */
export async function compare(accepted, now) {
  const VISIBLE = 32;
  // Edges of letters may differ by a pixel with what was drawn before them; the smallest dot of the report has twelve.
  const MOST = 6;
  const read = async (picture) =>
    createImageBitmap(await (await fetch(`data:image/webp;base64,${picture}`)).blob());
  const sheets = await Promise.all([accepted, now].map(read));
  const width = Math.max(...sheets.map((sheet) => sheet.width));
  const height = Math.max(...sheets.map((sheet) => sheet.height));
  const [one, two] = sheets.map((sheet) => {
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(sheet, 0, 0);
    return context.getImageData(0, 0, width, height);
  });
  const seen = new ImageData(width, height);
  let different = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const apart = Math.max(
      ...[0, 1, 2].map((colour) => Math.abs(one.data[at + colour] - two.data[at + colour])),
    );
    const differs = apart > VISIBLE;
    if (differs) different += 1;
    // What is alike stays visible as a pale shadow, so that the place of a difference is recognized.
    const pale = 200 + two.data[at + 1] * 0.2;
    seen.data.set(differs ? [220, 0, 0, 255] : [pale, pale, pale, 255], at);
  }
  if (different <= MOST) return { different: 0, picture: '' };
  const canvas = new OffscreenCanvas(width, 3 * height);
  const context = canvas.getContext('2d');
  context.putImageData(one, 0, 0);
  context.putImageData(seen, 0, height);
  context.putImageData(two, 0, 2 * height);
  const bytes = await (await canvas.convertToBlob()).bytes();
  return { different, picture: bytes.toBase64() };
}

/**
 * What the same page looks like depends on the browser and on its fonts: the version of the one, and a number for how the
 * other draw letters of every kind.
 */
export async function fingerprint() {
  const canvas = new OffscreenCanvas(600, 200);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const draw = (text, font) => {
    context.clearRect(0, 0, 600, 200);
    context.font = font;
    context.fillText(text, 4, 40);
    return context.getImageData(0, 0, 600, 200).data;
  };
  const number = (data) =>
    data.reduce((sum, value, at) => (sum * 31 + value * (at % 251)) % 4_294_967_291, 7);
  const letters = ['system-ui', 'sans-serif', 'monospace'].flatMap((family) =>
    ['Waits 0:47 – ÄÖß', 'محادثات', '日本語', '⇄ ✓ ⚠ 😀'].map((text) =>
      number(draw(text, `600 20px ${family}`)),
    ),
  );
  return {
    browser: /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1] ?? navigator.userAgent,
    letters: number(letters).toString(36),
  };
}
