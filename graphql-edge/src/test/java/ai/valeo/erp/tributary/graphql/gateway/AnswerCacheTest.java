package ai.valeo.erp.tributary.graphql.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.store.AnswerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long an answer of the centre is good. */
class AnswerCacheTest {

  private static final Set<String> TAGS = Set.of("Product", "Product:p1");

  @TempDir Path folder;
  private AnswerStore store;
  private AnswerCache cache;
  private long nowMs = 1_000_000;
  private boolean isUnstable;

  @BeforeEach
  void open() {
    store = AnswerStore.open(folder.resolve("answers"), 1 << 20);
    var settings =
        new GatewaySettings.Cache(
            true,
            folder.resolve("answers"),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(100),
            1 << 20);
    cache =
        new AnswerCache(
            store,
            settings,
            new AnswerCache.Surroundings(() -> Instant.ofEpochMilli(nowMs), () -> isUnstable));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldBeFreshForLongerWhereTheWayIsBad() {
    // given
    keep("a", -1, cache.moment());
    keep("b", 2, cache.moment());

    // when
    nowMs += 9_999;

    // then
    assertThat(cache.find("a").isFresh()).isTrue();
    assertThat(cache.find("b").isFresh()).isFalse();
    nowMs += 10_000;
    assertThat(cache.find("a").isFresh()).isFalse();
    isUnstable = true;
    assertThat(cache.find("a").isFresh()).isTrue();
    nowMs += 10_001;
    assertThat(cache.find("a").isFresh()).isFalse();
    nowMs += 100_000;
    assertThat(cache.find("a")).isNull();
  }

  @Test
  void shouldNotCallFreshWhatWasAskedBeforeAChange() {
    // given a question under way while an entity changes, and all of that is over
    long asked = cache.moment();
    cache.changed(List.of("Product", "Product:p1"));
    cache.outdate(TAGS);

    // when
    keep("before", -1, asked);
    nowMs += RecentChanges.LAG_MS;
    keep("later", -1, cache.moment());

    // then
    assertThat(cache.find("before").isFresh()).isFalse();
    assertThat(cache.find("later").isFresh()).isTrue();
    isUnstable = true;
    assertThat(cache.find("before").isFresh()).isFalse();
  }

  @Test
  void shouldNotCallFreshWhatTheCentreMayHaveAnsweredBeforeItSawTheChange() {
    // given a change that this node has heard of, and a centre whose views are behind
    cache.changed(List.of("Product", "Product:p1"));
    cache.outdate(TAGS);

    // when
    nowMs += RecentChanges.LAG_MS - 1;
    keep("soon", -1, cache.moment());
    nowMs++;
    keep("later", -1, cache.moment());

    // then
    assertThat(cache.find("soon").isFresh()).isFalse();
    assertThat(cache.find("later").isFresh()).isTrue();
  }

  @Test
  void shouldNotDoubtForHoursBecauseTheClockWasSetBack() {
    // given
    cache.changed(List.of("Product"));

    // when
    nowMs -= 500_000;
    keep("a", -1, cache.moment());

    // then
    assertThat(cache.find("a").isFresh()).isTrue();
  }

  @Test
  void shouldNotMindChangesOfOthers() {
    // given
    long asked = cache.moment();
    cache.changed(List.of("Order", "Order:o1"));

    // when
    keep("a", -1, asked);

    // then
    assertThat(cache.find("a").isFresh()).isTrue();
  }

  @Test
  void shouldDoubtEverythingThatIsOlderThanItRemembers() {
    // given
    var changes = new RecentChanges();
    long asked = changes.moment(0);
    IntStream.rangeClosed(0, RecentChanges.MOST).forEach(i -> changes.add(List.of("T:" + i), 0));

    // when / then
    assertThat(changes.hasAnySince(asked, List.of("other"))).isTrue();
    assertThat(changes.hasAnySince(changes.moment(RecentChanges.LAG_MS), List.of("T:0", "T:5")))
        .isFalse();
  }

  private void keep(String key, long maxAgeSeconds, long askedAt) {
    cache.keep(key, "question", new AnswerCache.Answered("value", TAGS, askedAt), maxAgeSeconds);
  }
}
