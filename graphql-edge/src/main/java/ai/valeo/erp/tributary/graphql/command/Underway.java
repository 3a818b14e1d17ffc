package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this instance has published and not seen answered. It holds only so much, and each only for
 * a while: an answer that comes later is found in the views. Any thread.
 */
public final class Underway {

  /** An entity's change counts as under way for so long, in case its outcome never comes. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final int most;
  private final Versions versions;
  private final LongSupplier nanos;
  private final CommandMetrics metrics;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Set<String> nodes = ConcurrentHashMap.newKeySet();

  /**
   * Nothing yet.
   *
   * @param most so much is held
   * @param own the node whose changes are this instance's own
   * @param clocks the time
   */
  public Underway(int most, EdgeNodeId own, Clocks clocks, CommandMetrics metrics) {
    this.most = most;
    this.versions = new Versions(own.value(), clocks.wall());
    this.nanos = clocks.nanos();
    this.metrics = metrics;
    metrics.underway(entries::size);
  }

  /**
   * The time.
   *
   * @param wall the wall clock
   * @param nanos a clock that never goes back
   */
  public record Clocks(InstantSource wall, LongSupplier nanos) {}

  /** What its own changes have made of entities that the views may not show yet. */
  Versions versions() {
    return versions;
  }

  /**
   * Something that was published, or is about to be.
   *
   * @param what what it is
   * @param published done when the broker has it
   * @param answer its outcome
   * @param sinceNanos when it began
   */
  record Entry(
      What what,
      CompletableFuture<Void> published,
      CompletableFuture<OutcomeView> answer,
      long sinceNanos) {}

  /**
   * What is under way.
   *
   * @param id its identity
   * @param node who publishes it
   * @param key its entity; none = it is about no entity
   * @param print tells requests apart that ask for different things under the same identity
   */
  record What(String id, String node, @Nullable EntityKey key, String print) {}

  /** What bears that identity, or none. */
  @Nullable Entry find(String id) {
    return entries.get(id);
  }

  /** Whether a change of the entity has not been answered. */
  boolean has(EntityKey key) {
    return entries.values().stream().anyMatch(entry -> key.equals(entry.what.key()));
  }

  /**
   * Begins something; what bears its identity already goes on instead.
   *
   * @throws OverloadedException if too much is under way
   */
  Entry begin(What what) {
    if (entries.size() >= most) {
      sweep();
    }
    if (entries.size() >= most || versions.size() >= most) {
      throw new OverloadedException(
          "Too many changes wait for their outcomes (limit: " + most + ")");
    }
    nodes.add(what.node());
    return entries.computeIfAbsent(
        what.id(),
        id ->
            new Entry(
                what, new CompletableFuture<>(), new CompletableFuture<>(), nanos.getAsLong()));
  }

  /** It is not under way any more, or never was. */
  void forget(Entry entry) {
    entries.remove(entry.what().id(), entry);
  }

  /** Its answer may come, but nobody will hear it. */
  void lose(Entry entry) {
    versions.unheard(entry.what());
    forget(entry);
  }

  /** Whether answers to a node's changes are waited for. */
  public boolean isWaitedFor(String node) {
    return nodes.contains(node) && !entries.isEmpty();
  }

  /** An answer has come. */
  public void answered(OutcomeView outcome) {
    Entry entry = entries.get(outcome.mutationId());
    if (entry != null && entry.what().node().equals(outcome.edgeNodeId())) {
      versions.answered(entry.what(), outcome); // before it counts as answered
      forget(entry);
      metrics.outcomeAfter(Duration.ofNanos(nanos.getAsLong() - entry.sinceNanos));
      entry.answer().complete(outcome);
    }
  }

  /** Forgets what has waited for too long. */
  public void sweep() {
    long before = nanos.getAsLong() - LONGEST.toNanos();
    for (Entry entry : entries.values()) {
      if (entry.sinceNanos() - before < 0) {
        lose(entry);
      }
    }
    if (entries.isEmpty()) {
      nodes.clear();
    }
  }
}
