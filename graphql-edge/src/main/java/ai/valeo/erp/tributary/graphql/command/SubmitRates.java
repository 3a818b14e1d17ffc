package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.TokenBucket;
import ai.valeo.erp.tributary.graphql.publish.Allowances;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many changes each node may submit now: a second's worth at once, and never faster than the
 * flow control allows that node. Any thread.
 */
final class SubmitRates {

  private static final int MOST_NODES = 10_000;

  private final int perSecond;
  private final Allowances allowances;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(); // guarded by this

  SubmitRates(int perSecond, Allowances allowances, InstantSource clock, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.allowances = allowances;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * What a node may do.
   *
   * @param count so many changes now
   * @param retryAfterMs when it may submit the rest; 0 = it may all now
   */
  record Permit(int count, int retryAfterMs) {}

  /** Takes as much of what a node wants as it may have now. */
  synchronized Permit take(String node, int wanted) {
    long nowNanos = nanos.getAsLong();
    int rate = rate(node);
    TokenBucket full = new TokenBucket(perSecond, perSecond, nowNanos);
    TokenBucket bucket = buckets.getOrDefault(node, full);
    TokenBucket paced = bucket.perSecond() == rate ? bucket : bucket.at(rate, nowNanos);
    int count = Math.max(0, Math.min(wanted, paced.available(nowNanos)));
    TokenBucket rest = paced.take(count, nowNanos);
    keep(node, rest);
    return new Permit(
        count,
        count == wanted ? 0 : Math.toIntExact(rest.until(wanted - count, nowNanos).toMillis()) + 1);
  }

  private int rate(String node) {
    int mark = node.indexOf('#');
    String name = mark < 0 ? node : node.substring(0, mark);
    int allowed = allowances.perSecond(clock.millis(), node, name);
    return allowed < 0 ? perSecond : Math.min(allowed, perSecond);
  }

  /** The node that has been silent longest goes first; its bucket is full by then. */
  private void keep(String node, TokenBucket bucket) {
    buckets.remove(node);
    buckets.put(node, bucket);
    if (buckets.size() > MOST_NODES) {
      buckets.remove(buckets.keySet().iterator().next());
    }
  }
}
