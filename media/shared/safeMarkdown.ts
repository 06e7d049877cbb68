import DOMPurify from 'dompurify';
import { Lexer, Marked, Parser, type Tokens } from 'marked';
import { hasBidiControls, showBidiControls } from './bidi.ts';
import { CodeBlock, type CodeBlockContext } from './codeBlock.ts';
import { element } from './dom.ts';
import { escapeForeignHtml, escapeText, isHarmlessHtml, safeAddress } from './safeText.ts';

/** The link definitions of an answer; the first of a name counts. */
export type LinkDefinitions = Record<string, Pick<Tokens.Link, 'href' | 'title'>>;

/** The panel's own headings are above those of an answer. */
export const headingShift = 2;

const tags = (
  'p br hr h3 h4 h5 h6 ul ol li blockquote pre code a table thead tbody tr th td ' +
  'strong em del b i u s sub sup kbd mark small'
).split(' ');

const markdown = new Marked({
  gfm: true,
  tokenizer: {
    // Text inside a raw <pre> or <code> would go out unescaped.
    tag(src) {
      const rules = this.rules.inline.tag.exec(src);
      if (!rules) return undefined;
      return {
        type: 'html',
        raw: rules[0],
        inLink: false,
        inRawBlock: false,
        block: false,
        text: rules[0],
      };
    },
  },
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + headingShift);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    code({ text, lang }) {
      return codeHtml(text, lang ?? '');
    },
    html(token) {
      if (isHarmlessHtml(token.text)) return escapeForeignHtml(token.text);
      const isBlock = 'block' in token && token.block;
      return isBlock ? codeHtml(token.text.trimEnd(), 'html') : escapeForeignHtml(token.text);
    },
    checkbox({ checked }) {
      return checked ? '☑ ' : '☐ ';
    },
    link({ href, tokens }) {
      return linkHtml(href, this.parser.parseInline(tokens));
    },
    image({ href, text }) {
      return linkHtml(href, escapeText(text === '' ? href : text));
    },
  },
});

/**
 * Markdown of an answer, which is hostile until proven otherwise, as nodes that can neither run nor
 * fetch nor restyle anything. Definitions found on the way are added to `links`.
 */
export function renderMarkdown(
  raw: string,
  links: LinkDefinitions,
  code: CodeBlockContext,
): DocumentFragment {
  const html = toHtml(raw, links);
  if (html === null) return renderPlain(raw);
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'title', 'start', 'align', 'data-info'],
    ADD_URI_SAFE_ATTR: ['title', 'start', 'align', 'data-info'],
    FORBID_ATTR: ['style', 'id', 'name', 'class'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  dress(fragment, code);
  return fragment;
}

/** Text that is not to be parsed, with its lines as they are. */
export function renderPlain(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(element('p', 'plain-text', text));
  return fragment;
}

function toHtml(raw: string, links: LinkDefinitions): string | null {
  const options = markdown.defaults;
  try {
    const lexer = new Lexer(options);
    lexer.tokens.links = links;
    return Parser.parse(lexer.lex(raw), options);
  } catch {
    // The parser recurses: what is nested too deeply ends here.
    return null;
  }
}

/** Gives code its buttons and colours and lets wide tables scroll in themselves. */
function dress(fragment: DocumentFragment, context: CodeBlockContext): void {
  for (const pre of fragment.querySelectorAll('pre')) {
    const block = new CodeBlock(pre.dataset['info'] ?? '', context);
    block.finish(pre.textContent);
    pre.replaceWith(block.element);
  }
  for (const code of fragment.querySelectorAll(':not(pre) > code')) {
    if (hasBidiControls(code.textContent)) showBidiControls(code);
  }
  for (const table of fragment.querySelectorAll('table')) {
    const frame = element('div', 'table-frame');
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
}

function codeHtml(code: string, info: string): string {
  return `<pre data-info="${escapeText(info)}"><code>${escapeText(code)}</code></pre>\n`;
}

/** The tooltip is the address itself, so a text that claims another one gives itself away. */
function linkHtml(href: string, html: string): string {
  const address = safeAddress(href);
  if (address === null) return html;
  return `<a href="${escapeText(address)}" title="${escapeText(address)}">${html}</a>`;
}
