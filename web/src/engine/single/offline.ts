/** The single file is all there: it needs no network, ever. */
export function startOffline(): void {}
