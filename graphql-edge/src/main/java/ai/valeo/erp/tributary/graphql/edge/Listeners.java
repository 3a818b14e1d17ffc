package ai.valeo.erp.tributary.graphql.edge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes news on to listeners that come and go. Any thread. */
final class Listeners<T> {

  private final Set<Consumer<T>> listeners = ConcurrentHashMap.newKeySet();

  /** Adds a listener; the answer removes it. */
  Runnable add(Consumer<T> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(T news) {
    listeners.forEach(listener -> listener.accept(news));
  }
}
