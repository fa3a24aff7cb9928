/** Whom the two pages trust: fixed when they are built, never taken from an address or a message. */
export const PARENT_ORIGIN: string = import.meta.env['VITE_PARENT_ORIGIN'];
export const FRAME_ORIGIN: string = import.meta.env['VITE_FRAME_ORIGIN'];
