package ai.valeo.erp.tributary.edge.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What keeps the node from its work and needs a person. Any thread. */
final class Troubles {

  private final Map<Kind, String> present = new ConcurrentSkipListMap<>();

  /** Kinds of trouble. */
  enum Kind {
    /** A copy of the store is at work elsewhere. */
    COPY
  }

  void begin(Kind kind, String words) {
    present.put(kind, words);
  }

  void end(Kind kind) {
    present.remove(kind);
  }

  List<String> present() {
    return present.entrySet().stream()
        .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
        .toList();
  }
}
