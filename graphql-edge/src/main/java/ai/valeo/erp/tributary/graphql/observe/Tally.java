package ai.valeo.erp.tributary.graphql.observe;

import ai.valeo.erp.tributary.graphql.document.NormalForm;
import graphql.language.OperationDefinition;
import java.time.Instant;
import java.util.Arrays;

/** Counts the runs of one operation. Any thread. */
final class Tally {

  private static final int LATEST = 256;
  private static final int MAX_DOCUMENT_CHARS = 2_000;
  private static final double NANOS_PER_MS = 1e6;
  private static final double HALF = 0.5;
  private static final double MOST = 0.95;

  private final NormalForm form;
  private final long[] latestNs = new long[LATEST]; // guarded by this
  private long count;
  private long errors;
  private long slow;
  private long maxNs;
  private long totalNs;
  private Instant lastAt = Instant.EPOCH;

  Tally(NormalForm form) {
    this.form = form;
  }

  synchronized void add(long tookNs, boolean isSlow, boolean hadErrors, Instant at) {
    latestNs[(int) (count % LATEST)] = tookNs;
    count++;
    errors += hadErrors ? 1 : 0;
    slow += isSlow ? 1 : 0;
    maxNs = Math.max(maxNs, tookNs);
    totalNs += tookNs;
    lastAt = at;
  }

  synchronized OperationStatistics statistics() {
    long[] sorted = Arrays.copyOf(latestNs, (int) Math.min(count, LATEST));
    Arrays.sort(sorted);
    return new OperationStatistics(
        form.id(),
        brief(form.signature()),
        form.kind() == OperationDefinition.Operation.QUERY,
        count,
        errors,
        slow,
        new OperationStatistics.Times(
            share(sorted, HALF), share(sorted, MOST), maxNs / NANOS_PER_MS, totalNs / NANOS_PER_MS),
        lastAt);
  }

  static String brief(String document) {
    return document.length() <= MAX_DOCUMENT_CHARS
        ? document
        : document.substring(0, MAX_DOCUMENT_CHARS) + " ...";
  }

  /** The least of the values that so great a share of them does not exceed. */
  private static double share(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MS;
  }
}
