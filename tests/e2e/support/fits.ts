import type { Device } from './device.ts';

/**
 * Everything on the screen that does not fit: a page that scrolls sideways, controls outside the window or clipped by a
 * container, buttons whose text overflows, dialogs taller than the window.
 */
export async function misfits(device: Device): Promise<readonly string[]> {
  return await device.page.evaluate(() => {
    const width = Math.round(window.visualViewport?.width ?? window.innerWidth);
    const height = window.innerHeight;
    const root = document.documentElement;
    const found: string[] = [];
    if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide in ${width}`);
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;

    const cutsOff = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);

    /** The left and right edge of the visible area around the element. */
    const bounds = (element: Element) => {
      let [left, right] = [0, width];
      for (let above = element.parentElement; above !== null; above = above.parentElement) {
        const scrollsSideways = scrolls(above) && above.scrollWidth > above.clientWidth;
        if (scrollsSideways) return null;
        if (!cutsOff(above)) continue;
        const box = above.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      }
      return { left, right };
    };
    /** Text elements of a button, except truncated and screen-reader-only ones. */
    const texts = (control: Element): Range[] => {
      if (!control.matches('button, a, [role="menuitem"]')) return [];
      const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
      const ranges: Range[] = [];
      while (walker.nextNode() !== null) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (parent === null || node.textContent?.trim() === '') continue;
        let shortened = false;
        for (let above: Element | null = parent; above !== null && control.contains(above); above = above.parentElement)
          shortened ||= cutsOff(above);
        if (shortened) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        ranges.push(range);
      }
      return ranges;
    };
    const controls = 'a[href], button, input, select, textarea, summary, [role="menuitem"], [role="option"]';
    for (const control of document.querySelectorAll(controls)) {
      const box = control.getBoundingClientRect();
      const hidden = box.width <= 1 || box.bottom < 0 || !control.checkVisibility({ visibilityProperty: true });
      if (hidden) continue;
      const within = bounds(control);
      if (within !== null && (box.left < within.left - 1 || box.right > within.right + 1))
        found.push(`${nameOf(control)} is cut off: ${Math.round(box.left)} to ${Math.round(box.right)}`);
      for (const text of texts(control)) {
        const { left, right, width: shown } = text.getBoundingClientRect();
        if (shown > 0 && (left < box.left - 1 || right > box.right + 1))
          found.push(`${nameOf(control)} is too narrow for “${text}”`);
      }
    }
    for (const dialog of document.querySelectorAll('[role="dialog"], [role="menu"]')) {
      const { top, bottom, left, right } = dialog.getBoundingClientRect();
      if (top < -1 || bottom > height + 1 || left < -1 || right > width + 1)
        found.push(
          `${dialog.getAttribute('role')} is at ${[left, top, right, bottom].map(Math.round)} of ${width} x ${height}`,
        );
    }
    return found;
  });
}
