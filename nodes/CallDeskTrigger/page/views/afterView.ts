import {
	DESK_OUTCOMES,
	type DeskAfterView,
	type DeskOutcome,
	NOTE_LIMIT,
} from '../../../shared/domain/deskProtocol';
import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { becomeReady } from '../flows/becomeReady';
import { approveRecap, saveCorrections, saveOutcome } from '../flows/finishTalk';
import { PAGE_TEXTS, TEXTS } from '../texts';
import { correctionsView } from './correctionsView';
import { buttonPart, htmlPart, made, part, write, writeOrHide } from './readDom';

/** After the talk: how it went, what the brief had wrong, what goes out in writing. */
export function afterView(desk: Desk): (state: DeskState) => void {
	const corrections = correctionsView();
	const talk = () => openTalkOf(desk.state());
	let shown = '';
	htmlPart('outcomes').replaceChildren(...DESK_OUTCOMES.map(choiceOf));

	const correct = async (attempt: string): Promise<boolean> => {
		const read = corrections.changed();
		writeOrHide(htmlPart('after-problem'), read.problem);
		return read.problem === '' && (await saveCorrections(desk, attempt, read.fields));
	};
	const save = async (): Promise<boolean> => {
		const attempt = talk()?.attempt;
		const outcome = chosenOutcome();
		if (!outcome) writeOrHide(htmlPart('after-problem'), TEXTS.after.chooseOutcome);
		if (attempt === undefined || !outcome || !(await correct(attempt))) return false;
		const notes = desk.state().notes[attempt] ?? '';
		return await saveOutcome(desk, { attempt, outcome, notes });
	};
	listen(desk, { save, correct: async () => void (await correct(talk()?.attempt ?? '')) });
	return (state) => {
		const open = openTalkOf(state);
		if (!open) return void (shown = '');
		if (open.attempt !== shown) begin();
		shown = open.attempt;
		suggestOutcome(open.result);
		corrections.draw(open);
		drawTalk(open, state.notes[open.attempt] ?? '');
	};
}

const openTalkOf = ({ openTalk, unfinished }: DeskState): DeskAfterView | undefined =>
	unfinished.find(({ attempt }) => attempt === openTalk);

function listen(desk: Desk, act: { save(): Promise<boolean>; correct(): Promise<void> }): void {
	const attempt = () => desk.state().openTalk ?? '';
	part('after-form', HTMLFormElement).addEventListener('submit', (event) => {
		event.preventDefault();
		// Sound is unlocked by this very click.
		void desk.audio.unlock();
		void act.save().then((isSaved) => (isSaved ? becomeReady(desk) : undefined));
	});
	buttonPart('save').addEventListener('click', () => void act.save().then(() => desk.refresh()));
	buttonPart('save-corrections').addEventListener('click', () => void act.correct());
	buttonPart('approve-recap').addEventListener('click', () => void approveRecap(desk, attempt()));
	buttonPart('after-later').addEventListener('click', () =>
		desk.tell({ kind: 'open_talk', attempt: null }),
	);
	const notes = part('after-notes', HTMLTextAreaElement);
	notes.maxLength = NOTE_LIMIT;
	notes.addEventListener('input', () =>
		desk.tell({ kind: 'notes', attempt: attempt(), text: notes.value }),
	);
}

function choiceOf(outcome: DeskOutcome): HTMLElement {
	const input = made('input', { test: `outcome-${outcome}` });
	input.type = 'radio';
	input.name = 'outcome';
	input.value = outcome;
	return made(
		'label',
		{ className: 'choice' },
		input,
		made('span', { text: TEXTS.outcomes[outcome] }),
	);
}

const choices = () => document.querySelectorAll<HTMLInputElement>('input[name="outcome"]');

const chosenOutcome = (): DeskOutcome | undefined => {
	const chosen = [...choices()].find(({ checked }) => checked)?.value;
	return DESK_OUTCOMES.find((outcome) => outcome === chosen);
};

function begin(): void {
	for (const choice of choices()) choice.checked = false;
	writeOrHide(htmlPart('after-problem'), '');
}

/** Nobody was talked to: that is the usual outcome then. */
function suggestOutcome(result: string): void {
	if (result === '' || result === 'completed' || chosenOutcome()) return;
	for (const choice of choices()) choice.checked = choice.value === 'no_conversation';
}

function drawTalk(talk: DeskAfterView, noted: string): void {
	const heading = TEXTS.after.heading(talk.customer.name ?? TEXTS.customer.toLowerCase());
	write(htmlPart('after-heading'), heading);
	write(htmlPart('after-result'), TEXTS.after.result(talk.result));
	const notes = part('after-notes', HTMLTextAreaElement);
	if (notes.value !== noted) notes.value = noted;
	write(htmlPart('after-notes-left'), TEXTS.call.notesLeft(NOTE_LIMIT - noted.length));
	write(htmlPart('recap'), recapText(talk));
	const approve = buttonPart('approve-recap');
	approve.hidden = talk.recap === '';
	approve.disabled = talk.recapApproved;
	write(approve, talk.recapApproved ? TEXTS.after.approved : TEXTS.after.approve);
}

/** Until the first view of the talk nobody knows. */
function recapText({ result, recap }: DeskAfterView): string {
	if (result === '') return '…';
	return recap === '' ? (PAGE_TEXTS.recap_none ?? '') : recap;
}
