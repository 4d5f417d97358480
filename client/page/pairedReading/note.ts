/** The note: where it stands, and when it comes and goes. */
import { nothing, render } from 'lit-html';
import type { NoteAction, PairedReadingView } from '../../../server/protocol';
import type { Item, Place } from '../../views/pairedReading/messages';
import { noteView } from './noteView';
import { strings } from './words';

/** So long one points at a claim before its note comes, and away from both before it goes; as the editor does. */
const delays = { come: 300, go: 250 } as const;

interface NoteHost {
  readonly act: (action: NoteAction) => void;
  readonly open: (place: Place) => void;
  /** What the note shown is about. */
  readonly shows: (item: Item) => void;
}

/** Why it is shown: pointed at, focused, clicked, or entered by keyboard. */
type Reason = 'hover' | 'focus' | 'pinned' | 'entered';

export class Note {
  private readonly element = document.createElement('div');
  private reading: PairedReadingView | undefined;
  private anchor: HTMLElement | undefined;
  private reason: Reason = 'hover';
  private timer: number | undefined;

  constructor(
    root: HTMLElement,
    private readonly host: NoteHost,
  ) {
    const { element } = this;
    element.className = 'note';
    element.hidden = true;
    element.setAttribute('role', 'dialog');
    element.setAttribute('aria-label', strings.note);
    document.body.append(element);
    root.addEventListener('mouseover', (event) => {
      const anchor = anchorOf(event.target);
      if (anchor)
        this.later(delays.come, () => {
          this.show(anchor, 'hover');
        });
    });
    root.addEventListener('mouseout', (event) => {
      if (anchorOf(event.target)) this.goLater();
    });
    element.addEventListener('mouseenter', () => {
      this.cancel();
    });
    element.addEventListener('mouseleave', () => {
      this.goLater();
    });
    root.addEventListener('focusin', (event) => {
      const anchor = anchorOf(event.target);
      if (anchor && anchor.matches(':focus-visible')) this.show(anchor, 'focus');
      else if (this.reason !== 'hover') this.hide();
    });
    document.addEventListener('click', (event) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (!target?.closest('.note, .claim, .relation')) this.hide();
    });
  }

  /** New texts: a note that is shown stands on what they say now, or goes. */
  take(reading: PairedReadingView): void {
    this.reading = reading;
    if (this.anchor)
      queueMicrotask(() => {
        this.renew();
      });
  }

  show(anchor: HTMLElement, reason: Reason): void {
    this.cancel();
    const content = this.contentOf(anchor);
    if (!this.reading || !content) return;
    this.anchor = anchor;
    this.reason = reason;
    const { reading, element } = this;
    render(
      noteView(
        reading,
        content,
        (action) => {
          this.host.act(action);
        },
        (link) => {
          const passage = link[content.side][0]?.passage ?? 0;
          this.host.open({ side: content.side, passage, link: link.id });
        },
      ),
      element,
    );
    element.hidden = false;
    this.place(anchor);
    const [link] = content.links;
    const [silence] = content.silences;
    if (reason === 'hover') return;
    if (link) this.host.shows({ kind: 'link', id: link.id });
    else if (silence) this.host.shows({ kind: 'silence', id: silence.id });
    if (reason === 'entered') element.querySelector('button')?.focus();
  }

  /** Whether there was one to hide. Focus inside it goes back to its claim. */
  hide(): boolean {
    this.cancel();
    const { element, anchor } = this;
    if (element.hidden) return false;
    const hadFocus = element.contains(document.activeElement);
    element.hidden = true;
    render(nothing, element);
    this.anchor = undefined;
    if (hadFocus) {
      this.reason = 'hover';
      anchor?.focus({ preventScroll: true });
      this.hide();
    }
    return true;
  }

  private renew(): void {
    const { anchor, reason, element } = this;
    if (!anchor || element.contains(document.activeElement)) return;
    if (anchor.isConnected && this.contentOf(anchor)) this.show(anchor, reason === 'entered' ? 'pinned' : reason);
    else this.hide();
  }

  /** Where the window has another size, a note that is shown goes along with its anchor. */
  resized(): void {
    if (this.anchor?.isConnected) this.place(this.anchor);
  }

  private contentOf(anchor: HTMLElement): Parameters<typeof noteView>[1] | undefined {
    const { reading } = this;
    if (!reading) return undefined;
    const ids = (name: string): string[] => (anchor.dataset[name] ?? '').split(' ').filter((id) => id !== '');
    const wanted = [...ids('links'), ...ids('link')];
    const known = [...reading.links, ...reading.rejected];
    const links = wanted.flatMap((id) => known.find((link) => link.id === id) ?? []);
    const place = anchor.closest<HTMLElement>('.passage')?.dataset['side'];
    const side = (place ?? (anchor.closest('.side-right') ? 'right' : 'left')) === 'right' ? 'right' : 'left';
    const silences = ids('silences').flatMap((id) => reading.silences[side].find((each) => each.id === id) ?? []);
    return links.length + silences.length === 0 ? undefined : { side, links, silences };
  }

  /** Below its anchor's first line where there is room, else above; never outside the window. */
  private place(anchor: HTMLElement): void {
    const { element } = this;
    const [first] = anchor.getClientRects();
    const all = anchor.getBoundingClientRect();
    const line = first ?? all;
    const width = element.offsetWidth;
    const height = element.offsetHeight;
    const margin = 8;
    const left = Math.max(margin, Math.min(line.left, document.documentElement.clientWidth - width - margin));
    const below = Math.min(all.bottom, window.innerHeight) + 6;
    const above = all.top - height - 6;
    const top = below + height <= window.innerHeight - margin || above < margin ? below : above;
    element.style.left = `${left + window.scrollX}px`;
    element.style.top = `${Math.max(margin, Math.min(top, window.innerHeight - height - margin)) + window.scrollY}px`;
  }

  private goLater(): void {
    if (this.reason === 'hover')
      this.later(delays.go, () => {
        this.hide();
      });
    else this.cancel();
  }

  private later(delay: number, act: () => void): void {
    this.cancel();
    this.timer = window.setTimeout(act, delay);
  }

  private cancel(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }
}

function anchorOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element ? target.closest<HTMLElement>('.claim, .relation') : undefined) ?? undefined;
}
