package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;

/**
 * What the node must remember of itself.
 *
 * @param id its name, without incarnation
 * @param hlc its clock; never goes back
 * @param sequence the highest publish number given; 0 = none
 */
public record NodeState(EdgeNodeId id, Hlc hlc, long sequence) {

  /** With the clock at a later reading. */
  public NodeState withHlc(Hlc later) {
    if (later.compareTo(hlc) < 0) {
      throw new IllegalArgumentException("hlc: " + later + " (expected: " + hlc + " or later)");
    }
    return new NodeState(id, later, sequence);
  }

  /** With the publish numbers going on behind a greater one. */
  NodeState withSequence(long later) {
    if (later < sequence) {
      throw new IllegalArgumentException(
          "sequence: " + later + " (expected: " + sequence + " or more)");
    }
    return new NodeState(id, hlc, later);
  }

  /** The incarnation in which it gives publish numbers. */
  public Incarnation incarnation() {
    return new Incarnation(id, PublishNumber.of(sequence).incarnation());
  }

  /** With the next publish number given. */
  public NodeState withNextSequence() {
    return new NodeState(id, hlc, Math.addExact(sequence, 1));
  }
}
