package ai.valeo.erp.tributary.graphql.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The personal data one answer shows, gathered while it is made. Any thread. */
final class Accesses {

  private final Set<DataRule.PersonalRead> reads = new LinkedHashSet<>(); // guarded by this

  synchronized void add(DataRule.PersonalRead read) {
    reads.add(read);
  }

  /** What was read since the last time. */
  synchronized List<DataRule.PersonalRead> take() {
    List<DataRule.PersonalRead> taken = List.copyOf(reads);
    reads.clear();
    return taken;
  }
}
