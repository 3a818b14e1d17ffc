// Puts the console together: which place is shown, whether the centre answers, what is live.

import { startRulings } from './ruling.js';
import { startTokens } from './sign-in.js';
import { Conflicts } from './conflicts.js';
import { byId, setText } from './dom.js';
import { Entity } from './entity.js';
import { ask, NoAnswer, Refused } from './graph.js';
import { Live } from './live.js';
import { Nodes } from './nodes.js';
import { Overview } from './overview.js';
import { Quarantine } from './quarantine.js';
import { FIGURES } from './queries.js';
import { Reach } from './reach.js';
import { wordsOf } from './refusals.js';
import { toast } from './toast.js';
import { number, translate, words } from './words.js';

const live = new Live(showLink);
const overview = new Overview(live, showFigures);
const places = {
  overview,
  nodes: new Nodes(live),
  conflicts: new Conflicts(live),
  quarantine: new Quarantine(),
  entity: new Entity(),
};
let shown = null;

const reach = new Reach(look, (isGone) => {
  showLink();
  if (!isGone) {
    live.retry();
    refresh();
  }
});

async function look() {
  try {
    overview.figures((await ask(FIGURES)).aggregatorStatus);
    overview.refreshFleet().catch(complain);
  } catch (failure) {
    if (failure instanceof NoAnswer) throw failure;
    showRefusal(failure);
  } finally {
    showLink();
  }
  shown?.look?.();
}

function showRefusal(failure) {
  const needsToken = failure instanceof Refused && failure.code === 'UNAUTHENTICATED';
  setText(byId('sign-in'), needsToken ? words.signInNeeded : words.signIn);
  if (!needsToken) complain(failure);
}

function showFigures(figures) {
  badge('conflict-badge', figures.openConflicts);
  badge('quarantine-badge', figures.quarantined);
}

function badge(id, count) {
  byId(id).hidden = !count;
  setText(byId(id), number(count ?? 0));
}

function showLink() {
  const state = reach.isGone ? 'GONE' : live.isOpen ? 'LIVE' : 'POLLING';
  document.body.dataset.link = state;
  setText(byId('link-word'), words.link[state]);
}

/** Shows the place that the address names: #conflicts, #entity/Product/1 … */
function route() {
  const [name, ...rest] = location.hash.slice(1).split('/').map(decodeURIComponent);
  const place = name in places ? name : 'overview';
  for (const section of document.querySelectorAll('.place')) section.hidden = section.id !== place;
  for (const link of document.querySelectorAll('#places a')) {
    if (link.getAttribute('href') === `#${place}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${words[place]} · ${words.title}`;
  if (shown !== places[place]) shown?.leave?.();
  shown = places[place];
  Promise.resolve(shown.enter?.(rest)).catch(complain);
}

function refresh() {
  Promise.resolve(shown?.refresh?.()).catch(complain);
}

/** What gets no answer is said by the banner. */
function complain(failure) {
  if (!(failure instanceof NoAnswer)) toast(wordsOf(failure), true);
}

translate(document);
// What another person was shown must not stay on the screen.
startTokens(() => location.reload());
startRulings(refresh);
addEventListener('hashchange', route);
route();
reach.now();
