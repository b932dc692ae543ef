/*
 * What tests and views hold on to. Every control has a `data-test` in desk.html; made by the views:
 * `brief-headline`, `brief-problem`, `brief-row` (with `data-key`), `outcome-<value>`, `field-<name>`,
 * `unfinished-item` (with `data-attempt`). The body says:
 *
 * data-state       sign_in | away | checking | ready | ring | dialling | talking | after | elsewhere | lost
 * data-connection  connecting | live | polling | lost
 * data-audio       none | connecting | connected | lost
 * data-microphone  off | on | muted | held | failed
 * data-ring        the ring on screen, or empty
 * data-attempt     the call or talk on screen, or empty
 */

/** An element of desk.html by its `data-test`. */
export function part<T extends Element>(name: string, type: new () => T): T {
	const found = document.querySelector(`[data-test="${name}"]`);
	if (!(found instanceof type)) throw new Error(`desk.html has no ${name}`);
	return found;
}

export const htmlPart = (name: string): HTMLElement => part(name, HTMLElement);
export const buttonPart = (name: string): HTMLButtonElement => part(name, HTMLButtonElement);

/** A new element; its words are always text. */
export function made<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	{ className = '', text = '', test }: { className?: string; text?: string; test?: string } = {},
	...children: Node[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	if (className !== '') element.className = className;
	if (text !== '') element.textContent = text;
	if (test !== undefined) element.dataset.test = test;
	element.append(...children);
	return element;
}

/** Writes only what differs: a live region speaks at every writing. */
export function write(element: HTMLElement, text: string): void {
	if (element.textContent !== text) element.textContent = text;
}

/** Writes it, and hides an element without words. */
export function writeOrHide(element: HTMLElement, text: string): void {
	element.hidden = text === '';
	write(element, text);
}

/** Calls `draw` only when what it draws has changed, so that what is typed or focused stays. */
export function onChange<T>(draw: (value: T) => void): (value: T) => void {
	let drawn: string | undefined;
	return (value) => {
		const now = JSON.stringify(value);
		if (now === drawn) return;
		drawn = now;
		draw(value);
	};
}
