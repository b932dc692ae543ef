/** Where something is wrong (JSON path, `$.open_objections[1]`) and what, without the value itself. */
export interface SummaryIssue {
	path: string;
	message: string;
}

/** As `ajv` tells one. */
interface AjvError {
	instancePath: string;
	keyword: string;
	params: Record<string, unknown>;
	message?: string;
}

/** `$` and the name, as issues are told. */
export const pathOf = (name: string): string => `$.${name}`;

/** Whether an issue is about a field or about something in it. */
export const isWithin = (path: string, name: string): boolean =>
	path === pathOf(name) ||
	path.startsWith(`${pathOf(name)}.`) ||
	path.startsWith(`${pathOf(name)}[`);

/** The first issue of each place: the rest says the same of its alternatives. */
export function issuesOf(errors: readonly AjvError[], root: string): SummaryIssue[] {
	const issues = errors.map((error) => issueOf(error, root));
	return [...new Map(issues.reverse().map((each) => [each.path, each])).values()].reverse();
}

function issueOf({ instancePath, keyword, params, message }: AjvError, root: string): SummaryIssue {
	const segments = instancePath.split('/').slice(1);
	const path = segments.reduce((done, segment, index) => {
		const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
		return index > 0 && /^\d+$/.test(name) ? `${done}[${name}]` : `${done}.${name}`;
	}, root);
	if (keyword === 'required') return issue(`${path}.${String(params.missingProperty)}`, MISSING);
	if (keyword === 'type') return issue(path, `must be ${[params.type].flat().join(' or ')}`);
	if (keyword !== 'enum') return issue(path, message ?? 'does not fit the schema');
	const words = [params.allowedValues].flat().map((word) => JSON.stringify(word));
	return issue(path, `must be one of: ${words.join(', ')}`);
}

export const MISSING = 'is missing; write null for what is not known';

export const issue = (path: string, message: string): SummaryIssue => ({ path, message });
