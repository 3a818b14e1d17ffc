package ai.valeo.erp.tributary.graphql.subscribe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order the operations of one client begin: what it asks behind a subscription waits until
 * that is listened to. Else a change could overtake the subscription that was to tell of it, and
 * what is read behind a subscription to begin with could be older than the first it tells.
 * Subscriptions wait for nothing. Runs on the client's event loop.
 */
final class Turns {

  private final Set<String> starting = new HashSet<>();
  private final Map<String, Runnable> waiting = new LinkedHashMap<>();

  /** Begins what may be a subscription; others wait for it until {@link #pass}. */
  void lead(String id, Runnable begin) {
    starting.add(id);
    begin.run();
  }

  /** Begins what is none, when its turn has come. */
  void follow(String id, Runnable begin) {
    if (starting.isEmpty()) {
      begin.run();
    } else {
      waiting.put(id, begin);
    }
  }

  /** Nobody has to wait for it: it is listened to, or over, or nobody wants it any more. */
  void pass(String id) {
    waiting.remove(id);
    if (starting.remove(id) && starting.isEmpty()) {
      List<Runnable> next = List.copyOf(waiting.values());
      waiting.clear();
      next.forEach(Runnable::run);
    }
  }

  /** Nobody waits any more. */
  void clear() {
    starting.clear();
    waiting.clear();
  }
}
