package ai.valeo.erp.tributary.topology.core.life;

import ai.valeo.erp.tributary.topology.core.entity.Deletion;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.List;

/** Keeps the marks that DELETEs and CREATEs leave on a life few: one of a node, and a bound. */
final class Marks {

  /** Nodes whose marks are remembered; beyond, the oldest that has no effect is forgotten. */
  private static final int MAX_MARKS = 32;

  private Marks() {}

  /** The deletions with one more, in place of an older one of the same node. */
  static List<Deletion> with(List<Deletion> deletions, Deletion deletion) {
    var next = new ArrayList<Deletion>(deletions.size() + 1);
    for (Deletion other : deletions) {
      boolean sameNode = other.stamp().edgeNode().equals(deletion.stamp().edgeNode());
      if (sameNode && saysAll(other, deletion)) {
        return deletions;
      }
      if (!sameNode) {
        next.add(other);
      }
    }
    next.add(deletion);
    if (next.size() > MAX_MARKS) {
      next.remove(next.get(0).effective() ? 1 : 0);
    }
    return next;
  }

  /** The life with one more CREATE; only lives after the first need to know. */
  static Life joined(Life life, Stamp create) {
    if (life.former().isEmpty() || create.edgeNode().equals(life.birth().edgeNode())) {
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
