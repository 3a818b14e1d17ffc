package ai.valeo.erp.tributary.topology.core.life;

import ai.valeo.erp.tributary.topology.core.entity.Deletion;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the marks that DELETEs and CREATEs leave few: one of a node and life, besides DELETEs that
 * took effect, and a bound.
 */
final class Marks {

  /** Marks in one list; beyond, the oldest is forgotten, the first of a life's DELETEs last. */
  private static final int MAX_MARKS = 32;

  private Marks() {}

  /** The deletions with one more, in place of one of its node and life that nobody else saw. */
  static List<Deletion> with(List<Deletion> deletions, Deletion deletion) {
    var next = new ArrayList<Deletion>(deletions.size() + 1);
    for (Deletion other : deletions) {
      boolean isSame =
          other.life() == deletion.life()
              && other.stamp().edgeNode().equals(deletion.stamp().edgeNode());
      if (isSame && saysAll(other, deletion)) {
        return deletions;
      }
      if (!isSame || other.effective()) { // others may have seen it
        next.add(other);
      }
    }
    next.add(deletion);
    if (next.size() > MAX_MARKS) {
      next.remove(next.get(0).effective() ? 1 : 0);
    }
    return next;
  }

  /** The DELETEs of earlier lives once this one is over as well. */
  static List<Deletion> past(Life life) {
    var past = new ArrayList<Deletion>(life.former().size() + life.deletions().size());
    past.addAll(life.former());
    past.addAll(life.deletions());
    return past.size() <= MAX_MARKS ? past : past.subList(past.size() - MAX_MARKS, past.size());
  }

  /** The life with one more CREATE; only lives after the first need to know. */
  static Life joined(Life life, Stamp create) {
    if (life.number() == 1 || create.edgeNode().equals(life.birth().edgeNode())) {
      return life;
    }
    for (Stamp other : life.joined()) {
      if (other.edgeNode().equals(create.edgeNode())) {
        return life;
      }
    }
    var joined = new ArrayList<>(life.joined());
    joined.add(create);
    if (joined.size() > MAX_MARKS) {
      joined.remove(0);
    }
    return life.withJoined(joined);
  }

  /** Whether a node's DELETE says all that another one of it would. */
  private static boolean saysAll(Deletion other, Deletion deletion) {
    boolean stands = other.effective() && other.overruledAt() == 0;
    boolean isNewer = Stamp.compareByOwnClock(other.stamp(), deletion.stamp()) > 0;
    return !deletion.effective() && (stands || isNewer);
  }
}
