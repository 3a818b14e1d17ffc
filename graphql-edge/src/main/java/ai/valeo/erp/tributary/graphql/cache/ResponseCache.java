package ai.valeo.erp.tributary.graphql.cache;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.NormalForm;
import ai.valeo.erp.tributary.graphql.document.NormalForms;
import ai.valeo.erp.tributary.graphql.document.Tags;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import ai.valeo.erp.tributary.graphql.schema.Operation;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionResult;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers to queries as long as the schema allows and nothing they are made of has changed.
 * An answer is found again by its question, its variables and the rights of who asks. Answers with
 * errors, and those that show personal data whose reading is recorded, are not kept. Any thread.
 *
 * <p>An answer remembers the moment at which its making began, and is good only if nothing of it
 * changed since: what changes while it is made outdates it, too.
 */
public final class ResponseCache implements OperationWatch {

  private static final String X_CACHE = "x-cache";
  private static final int ETAG_CHARS = 20;
  private static final int MOST_POLICIES = 2_000;
  private static final int MOST_TAGS = 200;
  private static final int TAG_BYTES = 100;
  private static final int ENTRY_BYTES = 500;

  /** Maps and lists take more room than the text they make. */
  private static final int BYTES_PER_BYTE = 4;

  /** Arguments that let other types decide what is in an answer. */
  private static final Map<String, String> DECIDERS = Map.of("inStock", "InventoryItem");

  private final CentreTypes types;
  private final NormalForms forms;
  private final ChangeLog changes;
  private final CacheSettings settings;
  private final LongSupplier nanos;
  private final TaggedCounters counts;
  private final Cache<String, CachePolicy> policies =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_POLICIES).build();
  private final Cache<AnswerKey, KeptAnswer> answers;

  /**
   * An empty cache.
   *
   * @param parts what it is made of
   * @param nanos a clock that never goes back
   */
  public ResponseCache(Parts parts, CacheSettings settings, LongSupplier nanos) {
    this.types = parts.types;
    this.forms = parts.forms;
    this.changes = parts.changes;
    this.counts = new TaggedCounters(parts.meters, CacheMetric.ANSWERS, "hit", "miss", "outdated");
    Counter dropped =
        Counter.builder(CacheMetric.DROPPED.id())
            .description(CacheMetric.DROPPED.meaning())
            .register(parts.meters);
    this.settings = settings;
    this.nanos = nanos;
    this.answers =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(settings.maxBytes())
            .<AnswerKey, KeptAnswer>weigher((key, answer) -> answer.bytes())
            .expireAfterWrite(Math.max(1, settings.maxAgeSeconds()), TimeUnit.SECONDS)
            .ticker(nanos::getAsLong)
            .evictionListener((key, answer, cause) -> dropped.increment())
            .build();
    Gauge.builder(CacheMetric.BYTES.id(), this, ResponseCache::bytes)
        .description(CacheMetric.BYTES.meaning())
        .register(parts.meters);
  }

  /**
   * What a cache is made of.
   *
   * @param types the schema's types
   * @param forms normal forms of operations
   * @param changes is told what changes, by others
   * @param meters counts
   */
  public record Parts(
      CentreTypes types, NormalForms forms, ChangeLog changes, MeterRegistry meters) {}

  @Override
  public CompletableFuture<ExecutionResult> around(
      Operation operation, Supplier<CompletableFuture<ExecutionResult>> run) {
    boolean isQuery = operation.definition().getOperation() == OperationDefinition.Operation.QUERY;
    if (settings.maxBytes() == 0 || !isQuery) {
      return run.get();
    }
    NormalForm form = forms.of(operation.document(), operation.definition());
    CachePolicy policy = policies.get(form.text(), text -> CachePolicy.of(types, form));
    if (!policy.mayKeep()) {
      return run.get();
    }
    AnswerKey key =
        new AnswerKey(
            form.text(),
            operation.variables(),
            AnswerKey.Reader.of(operation.request().caller().identity(), policy.isPrivate()));
    KeptAnswer kept = operation.request().caller().wantsFresh() ? null : find(key, policy);
    if (kept != null) {
      tell(operation, policy, kept, "HIT");
      return CompletableFuture.completedFuture(
          ExecutionResult.newExecutionResult().data(kept.data()).build());
    }
    long since = changes.now();
    return run.get().thenApply(result -> keep(operation, policy, new Made(key, since, result)));
  }

  /** Drops all that is kept. */
  public void clear() {
    answers.invalidateAll();
  }

  /** An answer that was just made. */
  private record Made(AnswerKey key, long since, ExecutionResult result) {}

  private @Nullable KeptAnswer find(AnswerKey key, CachePolicy policy) {
    KeptAnswer kept = answers.getIfPresent(key);
    if (kept == null || secondsLeft(policy, kept) <= 0) {
      return null;
    }
    if (!changes.isUnchanged(kept.tags(), kept.since())) {
      answers.asMap().remove(key, kept);
      count("outdated");
      return null;
    }
    return kept;
  }

  private ExecutionResult keep(Operation operation, CachePolicy policy, Made made) {
    boolean mayKeep = made.result.getErrors().isEmpty() && !operation.showedPersonalData();
    if (!mayKeep || !(made.result.getData() instanceof Map<?, ?> data)) {
      return made.result;
    }
    byte[] text = Json.write(data).getBytes();
    Set<String> tags = tags(policy, made.key, data);
    KeptAnswer answer =
        new KeptAnswer(
            data,
            tags,
            made.since,
            nanos.getAsLong(),
            etag(text),
            ENTRY_BYTES + BYTES_PER_BYTE * text.length + TAG_BYTES * tags.size());
    answers.put(made.key, answer);
    tell(operation, policy, answer, "MISS");
    return made.result;
  }

  private Set<String> tags(CachePolicy policy, AnswerKey key, Map<?, ?> data) {
    NormalForm form = policy.form();
    var selected = new Tags.Selected(form.selections(), form.fragments());
    Set<String> found = Tags.ofObject(types, selected, "Query", data);
    Set<String> tags = new HashSet<>();
    for (String tag : found) {
      int colon = tag.indexOf(':');
      tags.add(found.size() > MOST_TAGS && colon > 0 ? tag.substring(0, colon) : tag);
    }
    String variables = key.variables().toString();
    DECIDERS.forEach((argument, type) -> {
      if (form.text().contains(argument) || variables.contains(argument)) {
        tags.add(type);
      }
    });
    return Set.copyOf(tags);
  }

  private void tell(Operation operation, CachePolicy policy, KeptAnswer answer, String use) {
    count(use.equals("HIT") ? "hit" : "miss");
    String scope = policy.isPrivate() ? "private" : "public";
    operation.header(X_CACHE, use);
    operation.header("etag", answer.etag());
    operation.header("cache-control", scope + ", max-age=" + secondsLeft(policy, answer));
    operation.header("vary", "accept, authorization, origin, x-read-token");
  }

  private long secondsLeft(CachePolicy policy, KeptAnswer answer) {
    long ageSeconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - answer.madeNs());
    return Math.min(policy.maxAgeSeconds(), settings.maxAgeSeconds()) - ageSeconds;
  }

  private static String etag(byte[] text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "W/\"" + HexFormat.of().formatHex(hash).substring(0, ETAG_CHARS) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private double bytes() {
    return answers.policy().eviction().map(room -> room.weightedSize().orElse(0)).orElse(0L);
  }

  private void count(String result) {
    counts.increment(result);
  }
}
