/** Arrow keys in a table of buttons: the table is one stop of the Tab key, and the arrows move inside it. */

/** Makes every table under `root` such a table. To be called after each drawing: what was reached stays reachable. */
export function rove(root: ParentNode): void {
  for (const table of root.querySelectorAll('table')) {
    const buttons = [...table.querySelectorAll<HTMLButtonElement>('tbody button')];
    const current = buttons.find(({ tabIndex }) => tabIndex === 0) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  }
}

/** Moves the focus where an arrow key points. */
export function onRoveKey(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLButtonElement)) return;
  const here = target.closest<HTMLTableCellElement>('td, th');
  const row = here?.closest('tr');
  if (!here || !row) return;
  const move: Readonly<Record<string, readonly [across: number, down: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const step = move[event.key];
  if (!step) return;
  const own = [...here.querySelectorAll('button')];
  // A cell with several buttons: up and down go through them first.
  const next = (step[1] === 0 ? undefined : own[own.indexOf(target) + step[1]]) ?? nextButton(row, here, ...step);
  if (!next) return;
  event.preventDefault();
  for (const button of row.closest('table')?.querySelectorAll<HTMLButtonElement>('tbody button') ?? [])
    button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

function nextButton(
  from: HTMLTableRowElement,
  here: HTMLTableCellElement,
  across: number,
  down: number,
): HTMLButtonElement | undefined {
  const table = from.closest('table');
  if (!table) return undefined;
  let column = here.cellIndex;
  let row = from.rowIndex;
  for (;;) {
    column += across;
    row += down;
    const cell = table.rows[row]?.cells[column];
    if (!cell) return undefined;
    const buttons = [...cell.querySelectorAll('button')];
    const button = down < 0 ? buttons.at(-1) : buttons[0];
    if (button) return button;
  }
}
