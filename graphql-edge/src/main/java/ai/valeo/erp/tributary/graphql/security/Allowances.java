package ai.valeo.erp.tributary.graphql.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many clients may still do something: a bucket of tokens for each, refilled
 * evenly. Clients that stay away are forgotten when their bucket would be full again. Any thread.
 */
final class Allowances {

  /** Buckets kept at most; each takes some 200 bytes. */
  private static final int MOST_CLIENTS = 100_000;

  private final @Nullable Rate rate;
  private final Cache<String, Bucket> buckets;

  Allowances(@Nullable Rate rate) {
    this.rate = rate;
    this.buckets =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(rate == null ? Duration.ofSeconds(1) : rate.within())
            .build();
  }

  /** Takes one; answers the seconds until there is one where there is none, else 0. */
  long take(String client) {
    if (rate == null) {
      return 0;
    }
    var probe = bucket(client, rate).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  /** The seconds until there is one where there is none, else 0; takes none. */
  long wait(String client) {
    if (rate == null) {
      return 0;
    }
    Bucket bucket = buckets.getIfPresent(client);
    if (bucket == null) {
      return 0;
    }
    var probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  private Bucket bucket(String client, Rate of) {
    return buckets.get(
        client,
        unknown ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(of.times()).refillGreedy(of.times(), of.within()))
                .build());
  }

  private static long seconds(long nanos) {
    return Math.max(1, Duration.ofNanos(nanos).plusMillis(999).toSeconds());
  }
}
