package ai.valeo.erp.tributary.graphql.change;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Things that are as they are, by name, told when they change and, to those who come, as they
 * stand. Any thread.
 */
public final class Latest {

  private final Set<EventFlow> flows = new LinkedHashSet<>(); // guarded by this
  private final Map<String, Event> standing = new LinkedHashMap<>(); // guarded by this

  /** Something is so now; told if it was not so already. */
  public synchronized void put(String name, Object thing) {
    Event known = standing.get(name);
    if (known == null || !Objects.equals(known.subject(), thing)) {
      Event event = new Event(name, thing, null);
      standing.put(name, event);
      tell(event);
      if (known != null) {
        known.grow();
      }
    }
  }

  /** Something is over: told once more, to nobody who comes later. */
  public synchronized void end(String name, Object last) {
    if (standing.remove(name) != null) {
      tell(new Event(name, last, null));
    }
  }

  /** Whether anybody watches. */
  public synchronized boolean isWatched() {
    return !flows.isEmpty();
  }

  void add(EventFlow flow) {
    flow.from(
        new EventFlow.Source() {
          @Override
          public void leave(EventFlow left) {
            remove(left);
          }

          @Override
          public void resume(EventFlow behind, Position from) {
            throw new IllegalStateException("There is no position to resume from");
          }

          @Override
          public @Nullable String text(@Nullable Position position) {
            return null;
          }
        });
    synchronized (this) {
      if (!flow.isOver()) {
        flows.add(flow);
        standing.values().forEach(flow::offer);
      }
    }
    flow.listening();
  }

  private synchronized void remove(EventFlow flow) {
    flows.remove(flow);
  }

  private void tell(Event event) {
    flows.forEach(flow -> flow.offer(event));
  }
}
