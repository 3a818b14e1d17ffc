package ai.valeo.erp.tributary.topology.core.entity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conflicts of an entity that wait for a person, and those that ended last.
 *
 * @param open conflicts that wait, oldest first
 * @param closed identities of the latest that persons' rulings ended, oldest first
 */
public record Disputes(List<OpenConflict> open, List<String> closed) {

  /** No conflict. */
  public static final Disputes NONE = new Disputes(List.of(), List.of());

  /** So many are told from unknown ones once they are over. */
  private static final int MAX_CLOSED = 16;

  public Disputes {
    open = List.copyOf(open);
    closed = List.copyOf(closed);
  }

  /** Whether there is nothing to remember. */
  public boolean isEmpty() {
    return open.isEmpty() && closed.isEmpty();
  }

  /** The open conflict of that identity, or none. */
  public @Nullable OpenConflict find(String id) {
    for (OpenConflict conflict : open) {
      if (conflict.id().equals(id)) {
        return conflict;
      }
    }
    return null;
  }

  /** With one more. */
  public Disputes with(OpenConflict conflict) {
    var more = new ArrayList<>(open);
    more.add(conflict);
    return new Disputes(more, closed);
  }

  /** After one of them has ended. */
  public Disputes without(OpenConflict ended) {
    var left = new ArrayList<>(open);
    left.remove(ended);
    var over = new ArrayList<>(closed);
    over.add(ended.id());
    int forgotten = Math.max(0, over.size() - MAX_CLOSED);
    return new Disputes(left, over.subList(forgotten, over.size()));
  }
}
