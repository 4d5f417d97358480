/** Drawing anew without losing the reader's place: the focus stays on its control, and what was in view stays where it was. */

/** A control: the nearest thing around it with a name that lasts (`data-key`), and which of the buttons in there it is. */
interface Held {
  readonly key: string;
  readonly button: number;
}

/** Draws under `root`. What lasts over a drawing says so by `data-key`. */
export function keepingPlace(root: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const held = focused instanceof HTMLElement && root.contains(focused) ? heldBy(focused) : undefined;
  const anchor = anchorIn(root, held);
  draw();
  const again = held && keyed(root, held.key);
  if (held && document.activeElement !== focused)
    (buttonsIn(again)[held.button] ?? buttonsIn(again)[0])?.focus({ preventScroll: true });
  const now = anchor && keyed(root, anchor.key)?.getBoundingClientRect().top;
  if (anchor && now !== undefined && now !== anchor.top)
    window.scrollBy({ top: now - anchor.top, behavior: 'instant' });
}

function heldBy(focused: HTMLElement): Held | undefined {
  const around = focused.closest<HTMLElement>('[data-key]');
  const key = around?.dataset['key'];
  return around && key !== undefined
    ? {
        key,
        button: Math.max(
          0,
          buttonsIn(around).findIndex((each) => each === focused),
        ),
      }
    : undefined;
}

/** What the reader is at, where it is in view; else the first thing in view. */
function anchorIn(
  root: HTMLElement,
  held: Held | undefined,
): { readonly key: string; readonly top: number } | undefined {
  const all = [...root.querySelectorAll<HTMLElement>('[data-key]')].map((element) => ({
    key: element.dataset['key'] ?? '',
    box: element.getBoundingClientRect(),
  }));
  const seen = all.filter(({ box }) => box.bottom > 0 && box.top < window.innerHeight && box.height > 0);
  const found = seen.find(({ key }) => key === held?.key) ?? seen[0];
  // At the very top nothing moves, unless the reader is at it: what comes new above is news.
  return found && (window.scrollY > 0 || found.key === held?.key) ? { key: found.key, top: found.box.top } : undefined;
}

function keyed(root: HTMLElement, key: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>('[data-key]')].find((element) => element.dataset['key'] === key);
}

function buttonsIn(element: HTMLElement | undefined): HTMLButtonElement[] {
  return [...(element?.querySelectorAll('button') ?? [])];
}
