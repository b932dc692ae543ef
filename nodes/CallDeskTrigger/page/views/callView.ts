import { NOTE_LIMIT } from '../../../shared/domain/deskProtocol';
import { durationText } from '../clockText';
import { serverNow } from '../connection/callServer';
import type { Desk } from '../desk';
import { type DeskCall, type DeskState, isMicrophoneOn } from '../deskState';
import { hangUp } from '../flows/hangUp';
import { noteNoCalls, noteObjection } from '../flows/noteWish';
import { recoverMicrophone } from '../flows/recoverMicrophone';
import { safeLink } from '../safeLink';
import { PAGE_TEXTS, TEXTS } from '../texts';
import { briefView } from './briefView';
import { buttonPart, htmlPart, part, write, writeOrHide } from './readDom';

/** The talk: who, how long, what to say first, and everything that can be done in it. */
export function callView(desk: Desk): (state: DeskState) => void {
	const drawBrief = briefView(htmlPart('call').querySelector('[data-brief]') ?? htmlPart('call'));
	listen(desk);
	setInterval(() => drawTimer(desk.state()), 250);
	setInterval(() => drawLevel(desk), 100);
	return (state) => {
		const { call } = state;
		if (!call) return;
		write(htmlPart('call-state'), TEXTS.phase[call.phase]);
		write(htmlPart('call-customer'), call.customer.name ?? TEXTS.customer);
		writeOrHide(htmlPart('call-phone'), call.customer.phone ?? '');
		writeOrHide(htmlPart('call-line'), TEXTS.line(call.line));
		drawBrief(call.brief);
		drawDisclosure(call.disclosure);
		writeOrHide(htmlPart('silence'), silenceOf(call));
		drawButtons(call);
		write(htmlPart('recording'), recordingOf(call));
		htmlPart('recording').dataset.on = String(call.recording === 'enabled' && !call.hasObjected);
		drawThread(call);
		drawNotes(state.notes[call.attempt] ?? '');
		drawTimer(state);
	};
}

function listen(desk: Desk): void {
	const attempt = () => desk.state().call?.attempt ?? '';
	const onClick = (name: string, act: (call: DeskCall) => void) =>
		buttonPart(name).addEventListener('click', () => {
			const { call } = desk.state();
			if (call) act(call);
		});
	onClick('mute', (call) => desk.tell({ kind: 'mute', isOn: !call.isMuted }));
	onClick('hold', (call) => desk.tell({ kind: 'hold', isOn: !call.isHeld }));
	onClick('hang-up', () => void hangUp(desk, 'hung_up'));
	onClick('microphone-again', () => void recoverMicrophone(desk));
	onClick('object', () => void noteObjection(desk));
	onClick('no-calls', () => {
		desk.tell({ kind: 'no_calls', step: 'asking' });
		buttonPart('no-calls-cancel').focus();
	});
	onClick('no-calls-confirm', () => void noteNoCalls(desk));
	onClick('no-calls-cancel', () => {
		desk.tell({ kind: 'no_calls', step: 'no' });
		buttonPart('no-calls').focus();
	});
	const notes = part('notes', HTMLTextAreaElement);
	notes.maxLength = NOTE_LIMIT;
	notes.addEventListener('input', () =>
		desk.tell({ kind: 'notes', attempt: attempt(), text: notes.value }),
	);
}

function drawDisclosure(disclosure: string | null): void {
	const said = disclosure === null ? '' : `${PAGE_TEXTS.say_first} “${disclosure}”`;
	writeOrHide(htmlPart('disclosure'), said);
}

function silenceOf(call: DeskCall): string {
	if (call.isHeld) return TEXTS.call.held;
	return call.isMuted ? TEXTS.call.muted : '';
}

function drawButtons(call: DeskCall): void {
	const isEnding = call.phase === 'ending';
	const isNoted = call.noCalls === 'noted';
	buttonPart('mute').setAttribute('aria-pressed', String(call.isMuted));
	buttonPart('hold').setAttribute('aria-pressed', String(call.isHeld));
	buttonPart('hold').disabled = call.phase !== 'accepted';
	buttonPart('mute').disabled = isEnding;
	buttonPart('hang-up').disabled = isEnding;
	buttonPart('microphone-again').hidden = call.microphone !== 'ended' || isEnding;
	buttonPart('object').hidden = call.recording === null || call.hasObjected;
	buttonPart('no-calls').disabled = isNoted;
	write(buttonPart('no-calls'), (isNoted ? TEXTS.call.noCallsNoted : PAGE_TEXTS.no_calls) ?? '');
	htmlPart('no-calls-question').hidden = call.noCalls !== 'asking';
}

function recordingOf(call: DeskCall): string {
	if (call.hasObjected) return TEXTS.call.objected;
	if (call.recording === null) return TEXTS.call.recordingOff;
	if (call.recording === 'enabled') return TEXTS.call.recordingOn;
	return TEXTS.call.recordingLacks(call.recording);
}

function drawThread(call: DeskCall): void {
	const link = part('thread-link', HTMLAnchorElement);
	const address = safeLink(call.brief?.threadUrl);
	link.hidden = address === null;
	if (address !== null) link.href = address;
}

function drawNotes(text: string): void {
	const notes = part('notes', HTMLTextAreaElement);
	if (notes.value !== text) notes.value = text;
	write(htmlPart('notes-left'), TEXTS.call.notesLeft(NOTE_LIMIT - text.length));
}

function drawTimer({ call }: DeskState): void {
	const seconds = call?.answeredAt ? (serverNow() - Date.parse(call.answeredAt)) / 1000 : 0;
	write(htmlPart('timer'), durationText(seconds));
}

/** Loudness as people hear it: 40 dB over the meter's whole length. */
function drawLevel(desk: Desk): void {
	if (!desk.state().call) return;
	const level = isMicrophoneOn(desk.state()) ? desk.audio.microphoneLevel() : 0;
	const decibels = 20 * Math.log10(Math.max(level, 0.000_1));
	const share = Math.round(Math.min(100, Math.max(0, (decibels + 50) * 2.5)));
	htmlPart('mic-level').setAttribute('aria-valuenow', String(share));
	htmlPart('mic-bar').style.setProperty('width', `${share}%`);
}
