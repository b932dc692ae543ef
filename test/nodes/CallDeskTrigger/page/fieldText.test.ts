import { describe, expect, it } from 'vitest';
import { fieldText, readFieldText } from '../../../../nodes/CallDeskTrigger/page/fieldText';
import type { DeskFieldKind } from '../../../../nodes/shared/domain/deskProtocol';

const SHOWN: [DeskFieldKind, unknown, string][] = [
	['text', 'oak sofa', 'oak sofa'],
	['text', null, ''],
	['number', 189000, '189000'],
	['number', 0, '0'],
	['list', ['one', 'two'], 'one\ntwo'],
	['list', [], ''],
	['yes_no', true, 'yes'],
	['yes_no', false, 'no'],
	['yes_no', null, ''],
	['json', { a: 1 }, '{\n  "a": 1\n}'],
	['text', { a: 1 }, '{\n  "a": 1\n}'],
];

describe('fieldText (S3)', () => {
	it.each(SHOWN)('%s %j is shown as %j', (kind, value, text) => {
		expect(fieldText(value, kind)).toBe(text);
	});
});

const READ: [DeskFieldKind, string, ReturnType<typeof readFieldText>][] = [
	['text', ' oak sofa ', { value: 'oak sofa' }],
	['text', '  ', { value: null }],
	['list', 'one\n\n two \n', { value: ['one', 'two'] }],
	['list', '', { value: null }],
	['number', '1,89,000', { value: 189000 }],
	['number', '12.5', { value: 12.5 }],
	['number', '-3', { value: -3 }],
	['number', '1.2.3', { problem: 'not_a_number' }],
	['number', '0x10', { problem: 'not_a_number' }],
	['number', 'about 500', { problem: 'not_a_number' }],
	['yes_no', 'yes', { value: true }],
	['yes_no', 'no', { value: false }],
	['yes_no', '', { value: null }],
	['json', '{"a":[1]}', { value: { a: [1] } }],
	['json', '{a:1}', { problem: 'not_json' }],
];

describe('readFieldText (S3)', () => {
	it.each(READ)('%s %j is read as %j', (kind, text, read) => {
		expect(readFieldText(text, kind)).toEqual(read);
	});
});
