// Puts the parts of the page together and keeps them fresh: by the node's own news where they
// flow, and by asking now and then in any case.

import { Booking } from './booking.js';
import { Changes } from './changes.js';
import { byId } from './dom.js';
import { ask, NoAnswer, Refused } from './graph.js';
import { Live } from './live.js';
import { Orders } from './orders.js';
import { startParts } from './parts.js';
import { Progress } from './progress.js';
import { ON_PROGRESS, ON_STOCK, PROGRESS } from './queries.js';
import { Reach } from './reach.js';
import { wordsOf } from './refusals.js';
import { startTokens } from './sign-in.js';
import { Status } from './status.js';
import { Stock } from './stock.js';
import { toast } from './toast.js';
import { translate } from './words.js';

/** Everything is asked for again after so many looks at the state: seldom while news flow. */
const LOOKS_LIVE = 20;
const LOOKS_POLLING = 3;
/** News that come close together are one. */
const GATHER_MS = 250;

let looks = 0;
let lastFigures = '';
let gathering = 0;
let wasAsked = false;
let wasRefused = false;
let forgetStock = () => {};

const live = new Live(() => refreshAll());
const booking = new Booking(lookAtAll);
const stock = new Stock(booking, followStock);
const changes = new Changes(lookAtAll);
const orders = new Orders(live);
const progress = new Progress(() => reach.now());
const status = new Status(() => reach.now());
const reach = new Reach(lookIfKnown, (isGone) => {
  booking.lock(isGone);
  if (isGone) {
    status.lost();
    byId('sync-now').disabled = true;
  } else {
    live.retry();
    refreshAll();
  }
});

/** Who is not known, or not any more, must not believe what was shown before. */
async function lookIfKnown() {
  try {
    await look();
    wasRefused = false;
  } catch (failure) {
    if (failure instanceof Refused && failure.code === 'UNAUTHENTICATED') {
      status.refused();
      if (!wasRefused) complain(failure);
      wasRefused = true;
    }
    throw failure;
  }
}

async function look() {
  const { connection, sync } = await status.refresh();
  progress.state(connection, sync.isCurrentlySyncing);
  changes.count(sync.pendingChanges);
  const figures = JSON.stringify([connection, sync.pendingChanges, sync.syncErrors, sync.conflicts]);
  looks += 1;
  const isDue = looks >= (live.isOpen ? LOOKS_LIVE : LOOKS_POLLING);
  if (isDue || figures !== lastFigures) refreshAll();
  lastFigures = figures;
}

/** Something was done here: how does everything stand now? */
function lookAtAll() {
  reach.now();
  refreshAll();
}

/** Asks for every part again, soon. */
function refreshAll() {
  looks = 0;
  clearTimeout(gathering);
  gathering = setTimeout(() => {
    for (const part of [stock, changes, orders]) part.refresh().catch(complain);
  }, lastFigures ? GATHER_MS : 0);
}

/** What gets no answer is said by the banner, and who is not known is asked who they are. */
function complain(failure) {
  if (failure instanceof Refused && failure.code === 'UNAUTHENTICATED' && !wasAsked) {
    wasAsked = true;
    byId('sign-in').click();
  } else if (!(failure instanceof NoAnswer)) toast(wordsOf(failure), true);
}

function followStock(warehouseId) {
  forgetStock();
  forgetStock = live.subscribe(ON_STOCK, { warehouseId }, refreshAll);
}

translate(document);
startParts();
// What another person was shown must not stay on the screen.
startTokens(() => location.reload());
ask(PROGRESS).then(({ syncProgress }) => syncProgress.forEach((one) => progress.report(one)), complain);
live.subscribe(ON_PROGRESS, {}, ({ syncProgressUpdated: news }) => news && progress.report(news));
reach.now();
