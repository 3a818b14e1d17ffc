package ai.valeo.erp.tributary.graphql.observe;

import ai.valeo.erp.tributary.graphql.document.NormalForm;
import ai.valeo.erp.tributary.graphql.document.NormalForms;
import ai.valeo.erp.tributary.graphql.schema.Operation;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the runs of operations by their normal form, and remembers the slow ones. What the
 * variables held is never remembered. Any thread.
 */
public final class OperationLog implements OperationWatch {

  private static final Logger log = LoggerFactory.getLogger(OperationLog.class);
  private static final double NANOS_PER_MS = 1e6;

  private final NormalForms forms;
  private final ObserveSettings settings;
  private final Clocks clocks;
  private final Counter slowOnes;
  private final OperationMeters times;
  private final Cache<String, Tally> tallies;
  private final Deque<SlowOperation> slow = new ArrayDeque<>(); // guarded by itself, newest first

  /**
   * An empty log.
   *
   * @param forms normal forms of operations
   */
  public OperationLog(
      NormalForms forms, ObserveSettings settings, Clocks clocks, MeterRegistry meters) {
    this.forms = forms;
    this.settings = settings;
    this.clocks = clocks;
    this.slowOnes =
        Counter.builder(ObserveMetric.SLOW.id())
            .description(ObserveMetric.SLOW.meaning())
            .register(meters);
    this.times = new OperationMeters(meters);
    this.tallies =
        Caffeine.newBuilder().executor(Runnable::run).maximumSize(settings.operations()).build();
  }

  @Override
  public CompletableFuture<ExecutionResult> around(
      Operation operation, Supplier<CompletableFuture<ExecutionResult>> run) {
    if (operation.request().caller().isOurselves()) {
      return run.get();
    }
    long begunNs = clocks.nanos().getAsLong();
    return run.get()
        .whenComplete((result, failure) -> {
          long tookNs = clocks.nanos().getAsLong() - begunNs;
          ended(operation, tookNs, result == null || !result.getErrors().isEmpty());
        });
  }

  /** Statistics of operations, those that took the most time together first. */
  public Stream<OperationStatistics> statistics() {
    Comparator<OperationStatistics> byTime = Comparator.comparingDouble(one -> one.times().total());
    return tallies.asMap().values().stream().map(Tally::statistics).sorted(byTime.reversed());
  }

  /** The latest slow operations, the newest first. */
  public List<SlowOperation> slow() {
    synchronized (slow) {
      return List.copyOf(slow);
    }
  }

  private void ended(Operation operation, long tookNs, boolean hadErrors) {
    NormalForm form = forms.of(operation.document(), operation.definition());
    times.ended(operation.definition(), tookNs, hadErrors);
    boolean isSlow = tookNs >= settings.slow().toNanos();
    tallies
        .get(form.signature(), signature -> new Tally(form))
        .add(tookNs, isSlow, hadErrors, clocks.wall().instant());
    if (isSlow) {
      note(operation, form, tookNs, hadErrors);
    }
  }

  private void note(Operation operation, NormalForm form, long tookNs, boolean hadErrors) {
    slowOnes.increment();
    var one =
        new SlowOperation(
            form.id(),
            Tally.brief(form.signature()),
            operation.request().id(),
            operation.request().caller().identity().subject(),
            clocks.wall().instant(),
            tookNs / NANOS_PER_MS,
            hadErrors,
            masked(operation.variables()));
    synchronized (slow) {
      slow.addFirst(one);
      while (slow.size() > settings.history()) {
        slow.removeLast();
      }
    }
    log.atWarn()
        .addKeyValue("operation", one.operationId())
        .addKeyValue("document", one.document())
        .addKeyValue("variables", one.variables())
        .addKeyValue("tookMs", Math.round(one.tookMs()))
        .addKeyValue("requestId", one.requestId())
        .log("Slow GraphQL operation");
  }

  private static SortedMap<String, String> masked(Map<String, Object> variables) {
    SortedMap<String, String> masked = new TreeMap<>();
    variables.forEach((name, value) -> masked.put(name, masked(value)));
    return masked;
  }

  private static String masked(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean flag -> "Boolean";
      case Number number -> "Number";
      case List<?> list -> "List of " + list.size();
      case Map<?, ?> object -> members(object);
      default -> "String";
    };
  }

  private static String members(Map<?, ?> object) {
    StringBuilder members = new StringBuilder("{");
    for (Iterator<?> names = object.keySet().stream().map(String::valueOf).sorted().iterator();
        names.hasNext(); ) {
      members.append(names.next()).append(names.hasNext() ? ", " : "");
    }
    return members.append('}').toString();
  }
}
