package ai.valeo.erp.tributary.tests.permutation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The orders in which several streams can arrive, each stream in its own order.
 *
 * @param streams the streams
 */
record Interleavings<T>(List<List<T>> streams) {

  /** How many there are; at most a million is counted. */
  long count() {
    long count = 1;
    long total = 0;
    for (List<T> stream : streams) {
      for (int i = 1; i <= stream.size(); i++) {
        total++;
        count = Math.min(1_000_000, count * total / i);
      }
    }
    return count;
  }

  /** Every one of them. */
  void forEach(Consumer<List<T>> action) {
    visit(new int[streams.size()], new ArrayList<>(), action);
  }

  private void visit(int[] taken, List<T> order, Consumer<List<T>> action) {
    boolean finished = true;
    for (int i = 0; i < taken.length; i++) {
      if (taken[i] < streams.get(i).size()) {
        finished = false;
        order.add(streams.get(i).get(taken[i]));
        taken[i]++;
        visit(taken, order, action);
        taken[i]--;
        order.removeLast();
      }
    }
    if (finished) {
      action.accept(List.copyOf(order));
    }
  }

  /** One of them by chance. */
  List<T> any(RandomGenerator random) {
    var order = new ArrayList<T>();
    var open = new ArrayList<List<T>>(streams);
    open.removeIf(List::isEmpty);
    while (!open.isEmpty()) {
      int chosen = random.nextInt(open.size());
      List<T> stream = open.get(chosen);
      order.add(stream.getFirst());
      if (stream.size() == 1) {
        open.remove(chosen);
      } else {
        open.set(chosen, stream.subList(1, stream.size()));
      }
    }
    return order;
  }
}
