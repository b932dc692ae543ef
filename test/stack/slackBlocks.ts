/**
 * Slack's published limits of Block Kit in messages (docs.slack.dev, reference/block-kit: blocks,
 * block elements, composition objects), as strict as the page reads: keys that a block does not have
 * are refused too. Of block types and elements it knows those that a message of ours may have.
 */
type Json = Record<string, unknown>;

/** What is wrong at a value, one line each with its path; none if it is right. */
type Check = (value: unknown, path: string) => string[];

const BLOCKS = 50;
const ID = 255;
const URL_LENGTH = 3000;

const isJson = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything that Slack would refuse in the `blocks` of a message. */
export function blockProblems(blocks: unknown): string[] {
	if (!Array.isArray(blocks)) return ['blocks: must be a list'];
	const tooMany = blocks.length > BLOCKS ? [`blocks: more than ${BLOCKS}`] : [];
	const each = blocks.flatMap((block, index) => blockAt(block, `blocks[${index}]`));
	return [...tooMany, ...each, ...repeated(blocks, 'block_id', 'blocks')];
}

const text =
	(max: number, min = 1): Check =>
	(value, path) =>
		typeof value === 'string' && value.length >= min && value.length <= max
			? []
			: [`${path}: must be a text of ${min} to ${max} characters`];

const oneOf =
	(...values: unknown[]): Check =>
	(value, path) =>
		values.includes(value) ? [] : [`${path}: must be one of ${values.join(', ')}`];

const flag: Check = oneOf(true, false);

const address: Check = (value, path) => {
	const isAddress = typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value);
	return isAddress ? text(URL_LENGTH)(value, path) : [`${path}: must be a web address`];
};

const listOf =
	(max: number, check: Check): Check =>
	(value, path) =>
		Array.isArray(value) && value.length >= 1 && value.length <= max
			? value.flatMap((entry, index) => check(entry, `${path}[${index}]`))
			: [`${path}: must be a list of 1 to ${max}`];

/** An object with these keys and no others. */
const shape =
	(required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
	(value, path) => {
		if (!isJson(value)) return [`${path}: must be an object`];
		const missing = Object.keys(required).filter((key) => value[key] === undefined);
		const unknown = Object.keys(value).filter((key) => !(key in required) && !(key in optional));
		return [
			...missing.map((key) => `${path}.${key}: is required`),
			...unknown.map((key) => `${path}.${key}: is no key of it`),
			...Object.entries({ ...required, ...optional })
				.filter(([key]) => value[key] !== undefined)
				.flatMap(([key, check]) => check(value[key], `${path}.${key}`)),
		];
	};

/** An object that its `type` tells apart. */
const byType =
	(checks: Record<string, Check>): Check =>
	(value, path) => {
		const type = isJson(value) ? String(value.type) : '';
		const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
		return check ? check(value, path) : [`${path}: unsupported type: ${type}`];
	};

const plainText = (max: number): Check =>
	shape({ type: oneOf('plain_text'), text: text(max) }, { emoji: flag });

const anyText = (max: number): Check =>
	byType({
		plain_text: plainText(max),
		mrkdwn: shape({ type: oneOf('mrkdwn'), text: text(max) }, { verbatim: flag }),
	});

const button = shape(
	{ type: oneOf('button'), text: plainText(75) },
	{
		action_id: text(ID),
		url: address,
		value: text(2000),
		style: oneOf('primary', 'danger'),
		accessibility_label: text(75),
	},
);

const image = shape({ type: oneOf('image'), image_url: address, alt_text: text(2000) });

const elements: Check = (value, path) => [
	...listOf(25, byType({ button }))(value, path),
	...repeated(Array.isArray(value) ? value : [], 'action_id', path),
];

/** Every block may also carry its own id. */
const block = (required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
	shape({ type: text(ID), ...required }, { ...optional, block_id: text(ID) });

const section: Check = (value, path) => {
	const optional = {
		text: anyText(3000),
		fields: listOf(10, anyText(2000)),
		accessory: byType({ button, image }),
		expand: flag,
	};
	const isEmpty = isJson(value) && value.text === undefined && value.fields === undefined;
	return [
		...(isEmpty ? [`${path}: needs text or fields`] : []),
		...block({}, optional)(value, path),
	];
};

const blockAt = byType({
	header: block({ text: plainText(150) }),
	section,
	divider: block({}),
	image: block({ image_url: address, alt_text: text(2000) }, { title: plainText(2000) }),
	context: block({
		elements: listOf(
			10,
			byType({ image, plain_text: anyText(URL_LENGTH), mrkdwn: anyText(URL_LENGTH) }),
		),
	}),
	actions: block({ elements }),
});

function repeated(values: unknown[], key: string, path: string): string[] {
	const ids = values
		.map((value) => (isJson(value) ? value[key] : undefined))
		.filter((id) => id !== undefined);
	return new Set(ids).size === ids.length ? [] : [`${path}: the same ${key} twice`];
}
