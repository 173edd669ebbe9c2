// Notices when the worker gives no answer for long.

const PATIENCE_MS = 10_000;

export class Watchdog {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #late = false;
  #tell: (late: boolean) => void;

  /** `tell` is told when an answer is late, and when one came after all. */
  constructor(tell: (late: boolean) => void) {
    this.#tell = tell;
  }

  /** Something was asked. */
  asked(): void {
    this.#timer ??= setTimeout(() => this.#set(true), PATIENCE_MS);
  }

  /** Something was answered; whether more is waited for. */
  answered(more: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set(false);
    if (more) this.asked();
  }

  #set(late: boolean): void {
    if (late === this.#late) return;
    this.#late = late;
    this.#tell(late);
  }
}
