import type { LinkState, ManualAction, ManualAnswer } from './manualDial';
import { ANSWERS, ASKED, NOTED, WORDS, type Words } from './manualPageWords';
import { escapeHtml, escapeWithin } from './renderBriefEscape';

/** What a link of a card leads to (V5). */
export interface ManualPage {
	/** HTTP. */
	status: number;
	html: string;
}

/** Queries of the links by which it is told how a call went. */
export type AnswerQueries = Record<ManualAnswer, string>;

export type ManualView =
	/** Nothing has happened yet: one button does it. */
	| { show: 'ask'; action: ManualAction; name: string | null; query: string; confirm: string }
	/** `answers`: as long as nobody has told how it went. */
	| { show: 'dialling' | 'taken'; answers: AnswerQueries | null }
	/** `why`: the reason in words for operators. */
	| { show: 'held'; why: string }
	| { show: 'noted'; answer: ManualAnswer }
	| {
			show:
				Exclude<LinkState, 'ready' | 'taken'> | 'incomplete' | 'unknown' | 'forged' | 'test_run';
	  };

/** The form's field that tells a tap from a look: chat apps open links by themselves, without it. */
export const CONFIRM_FIELD = 'confirm';

const NAME_LIMIT = 200;

/**
 * The page of a view. Works without script and loads nothing; every text is escaped; it never shows a
 * phone number.
 */
export function manualPage(view: ManualView): ManualPage {
	switch (view.show) {
		case 'ask':
			return page({ status: 200, ...ASKED[view.action] }, `${about(view.name)}${form(view)}`);
		case 'dialling':
		case 'taken':
			return page(WORDS[view.show], view.answers ? answerLinks(view.answers) : '');
		case 'held':
			return page(WORDS.held, paragraph(view.why));
		case 'noted':
			return page(WORDS.noted, paragraph(NOTED[view.answer]));
		default:
			return page(WORDS[view.show], '');
	}
}

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

/** Isolated: a name may turn the direction of writing. */
const about = (name: string | null): string =>
	name === null
		? ''
		: `<p class="name"><bdi>${escapeWithin(name, NAME_LIMIT, escapeHtml)}</bdi></p>`;

const form = ({ action, query, confirm }: ManualView & { show: 'ask' }): string =>
	`<form method="post" action="?${escapeHtml(query)}">
<input type="hidden" name="${CONFIRM_FIELD}" value="${escapeHtml(confirm)}">
<button type="submit">${escapeHtml(ASKED[action].button)}</button>
</form>
${ONE_TAP}`;

/**
 * Of two quick taps the browser drops the answer to the first, which is the one that dials. Without
 * script the page works all the same.
 */
const ONE_TAP =
	'<script>document.forms[0].onsubmit=function(){if(this.sent)return false;this.sent=true;setTimeout(()=>{this.sent=false},5000)}</script>';

const answerLinks = (queries: AnswerQueries): string =>
	`<ul>${ANSWERS.map(
		([answer, words]) =>
			`<li><a href="?${escapeHtml(queries[answer])}">${escapeHtml(words)}</a></li>`,
	).join('')}</ul>`;

const STYLE = `:root{color-scheme:light dark;--back:#fff;--text:#1c1c1c;--link:#0b57d0;--button:#146c43}
@media (prefers-color-scheme:dark){:root{--back:#17191c;--text:#eee;--link:#8ab4f8}}
body{margin:0;background:var(--back);color:var(--text);font:1.125rem/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
.name{font-weight:600}
button,li a{display:block;box-sizing:border-box;width:100%;min-height:3rem;padding:.75rem 1rem;font:inherit;text-align:center;border-radius:.5rem}
button{border:0;background:var(--button);color:#fff;font-weight:600;cursor:pointer}
ul{list-style:none;margin:1.5rem 0;padding:0}
li{margin:.75rem 0}
li a{border:1px solid currentColor;color:var(--link);text-decoration:none}`;

function page({ status, title, text }: Words, content: string): ManualPage {
	const heading = escapeHtml(title);
	const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${paragraph(text)}
${content}
</main>
</body>
</html>
`;
	return { status, html };
}
