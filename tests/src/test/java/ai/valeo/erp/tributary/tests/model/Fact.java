package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;
import java.util.Map;

/**
 * An accepted mutation in the history of its entity.
 *
 * @param event what came
 * @param changes what of it takes part, bounded where the policy clamps
 * @param index place in the history of its entity
 * @param life number of the entity's life it belongs to
 * @param mark a node with this base version, or a greater one, has seen it
 * @param clock its clock, not too far ahead of the broker's
 * @param ruled whether a person let it count, who saw all there was
 * @param marks the same as the mark, of attributes for which it said what stood there already
 */
record Fact(
    Event event,
    List<Change> changes,
    int index,
    int life,
    long mark,
    Hlc clock,
    boolean ruled,
    Map<String, Long> marks) {

  Fact(Event event, List<Change> changes, int index, int life, long mark, Hlc clock) {
    this(event, changes, index, life, mark, clock, false, Map.of());
  }

  Fact {
    changes = List.copyOf(changes);
    marks = Map.copyOf(marks);
  }

  /** A node with this base version, or a greater one, has seen what it did to the attribute. */
  long mark(String attribute) {
    return marks.getOrDefault(attribute, mark);
  }

  /** The base version; a CREATE counts as having seen nothing. */
  private long base() {
    return event.operation() == OperationType.CREATE ? 0 : event.base();
  }

  /** Whether whoever made this had seen the other one, or made it before. */
  boolean saw(Fact other) {
    return saw(other, other.mark);
  }

  /** The same of what the other one did to an attribute. */
  boolean saw(Fact other, String attribute) {
    return saw(other, other.mark(attribute));
  }

  private boolean saw(Fact other, long otherMark) {
    return other.event.isOwnOlderThan(event)
        || (ruled && other.index < index)
        || (other.index < index && !other.event.node().equals(event.node()) && otherMark <= base());
  }

  /** Whether whoever made this knew what stands there of an attribute, whoever said so first. */
  boolean knew(Deed standing) {
    Fact other = standing.fact();
    return other.event.isOwnOlderThan(event)
        || (!other.event.node().equals(event.node())
            && other.mark(standing.change().attribute()) <= event.base());
  }

  /** Whether whoever made this knew of that CREATE or DELETE: here also a CREATE's base counts. */
  boolean knew(Fact other) {
    return other.event.isOwnOlderThan(event)
        || (!other.event.node().equals(event.node()) && other.mark <= event.base());
  }

  /** The same by word of a person. */
  Fact byRuling() {
    return new Fact(event, changes, index, life, mark, clock, true, marks);
  }

  Fact ofLife(int number) {
    return new Fact(event, changes, index, number, mark, clock, ruled, marks);
  }

  Fact withMarks(long version, Map<String, Long> ofAttributes) {
    return new Fact(event, changes, index, life, version, clock, ruled, ofAttributes);
  }

  Fact withChanges(List<Change> others) {
    return new Fact(event, others, index, life, mark, clock, ruled, marks);
  }
}
