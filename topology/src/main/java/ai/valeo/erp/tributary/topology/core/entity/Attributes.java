package ai.valeo.erp.tributary.topology.core.entity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attribute states of an entity by the attribute's place in its type. Immutable. Attributes
 * that nobody has changed have no state; those that a newer type has behind the end have none
 * either.
 */
public final class Attributes {

  /** No attribute has a state. */
  public static final Attributes NONE = new Attributes(new AttributeState[0]);

  private final @Nullable AttributeState[] states;

  private Attributes(@Nullable AttributeState[] states) {
    this.states = states;
  }

  /** States by place; copies. */
  public static Attributes of(@Nullable AttributeState[] states) {
    return new Attributes(states.clone());
  }

  /** The state of the attribute at that place in the type, or none. */
  public @Nullable AttributeState get(int place) {
    return place < states.length ? states[place] : null;
  }

  /** Number of places; behind them no attribute has a state. */
  public int size() {
    return states.length;
  }

  /** A copy to change, with at least as many places as asked for. */
  public @Nullable AttributeState[] toArray(int atLeast) {
    return Arrays.copyOf(states, Math.max(atLeast, states.length));
  }

  /** A change that counts and that the viewer has not seen, or none. */
  public @Nullable Stamp unseenBy(Viewer viewer) {
    for (AttributeState state : states) {
      Stamp unseen = state == null ? null : state.unseenBy(viewer);
      if (unseen != null) {
        return unseen;
      }
    }
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that && Arrays.equals(states, that.states);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(states);
  }

  @Override
  public String toString() {
    return Arrays.toString(states);
  }
}
