package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.view.MemoryTables.Stored;
import ai.valeo.erp.tributary.graphql.view.MemoryTables.Table;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in memory is what is on disk, and no more than there is room for. */
class MemoryTablesTest {

  private static final int STEPS = 400;
  private static final long ROOM = 1 << 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldHoldWhatTheStoresHold(long seed, @TempDir Path folder) {
    // given
    var random = new SplittableRandom(seed);
    try (ViewBench bench = new ViewBench(folder, ViewListener.NONE, EntityTypes.bundled(), ROOM)) {
      var versions = new HashMap<String, Long>();
      for (int i = 0; i < STEPS; i++) {
        // when
        step(bench, random, versions);

        // then
        if (i % 20 == 0) {
          assertSame(bench);
        }
      }
      assertSame(bench);
    }
  }

  private static void step(ViewBench bench, SplittableRandom random, Map<String, Long> versions) {
    String id = "p" + random.nextInt(30);
    long version = versions.getOrDefault(id, 0L) + random.nextInt(-1, 3); // some repetitions
    switch (random.nextInt(8)) {
      case 0 -> bench.delete("Product", id, Math.max(1, version));
      case 1 -> bench.raw("Product", "Product:" + id, new byte[] {9, 9, 9});
      default ->
          bench.put(
              "Product",
              id,
              Math.max(1, version),
              Map.of(
                  "name", Value.of("Name " + random.nextInt(20)),
                  "categoryId", Value.of("c" + random.nextInt(4))));
    }
    versions.merge(id, Math.max(1, version), Math::max);
  }

  private static void assertSame(ViewBench bench) {
    String rows = ViewNames.entities(bench.type("Product"));
    String index = ViewNames.index("Product");
    try (var stored = Scans.byBytes(bench.texts(rows, 0).all())) {
      assertThat(texts(bench.kept(rows, 0))).isEqualTo(texts(stored));
    }
    try (var stored =
        bench
            .<org.apache.kafka.streams.state.ReadOnlyKeyValueStore<Bytes, byte[]>>store(
                index, QueryableStoreTypes.keyValueStore(), 0)
            .all()) {
      assertThat(texts(bench.kept(index, 0))).isEqualTo(texts(stored));
    }
  }

  @Test
  void shouldBeginWithWhatIsStoredAndEndWithItsWriter() {
    // given
    MemoryTables tables = new MemoryTables(ROOM);

    // when
    Table table = tables.open("s", 0, stored("a", "b"));

    // then
    assertThat(texts(tables.entries("s", 0))).containsExactly("a=1", "b=1");
    assertThat(tables.entries("s", 1)).isNull();
    assertThat(tables.bytes()).isPositive();

    // when
    table.close();

    // then
    assertThat(tables.entries("s", 0)).isNull();
    assertThat(tables.bytes()).isZero();
    table.put(key("c"), new byte[1]);
    assertThat(tables.entries("s", 0)).isNull();
    assertThat(tables.bytes()).isZero();
  }

  @Test
  void shouldShowAReaderOneMoment() {
    // given
    MemoryTables tables = new MemoryTables(ROOM);
    Table table = tables.open("s", 0, stored("a", "b"));
    NavigableMap<Bytes, byte[]> before = Objects.requireNonNull(tables.entries("s", 0));

    // when
    table.replace(List.of(key("a")), List.of(key("z")), new byte[] {'1'});

    // then
    assertThat(texts(before)).containsExactly("a=1", "b=1");
    assertThat(texts(tables.entries("s", 0))).containsExactly("b=1", "z=1");
  }

  @Test
  void shouldGiveUpTheLargestWhenThereIsNoRoom() {
    // given
    MemoryTables tables = new MemoryTables(2_000);
    Table large = tables.open("large", 0, stored("a", "b", "c", "d", "e", "f"));
    Table small = tables.open("small", 0, stored("a"));

    // when
    small.put(key("b"), new byte[1_000]);

    // then
    assertThat(tables.entries("small", 0)).isNull();
    assertThat(texts(tables.entries("large", 0))).hasSize(6);
    assertThat(tables.bytes()).isBetween(1L, 2_000L);

    // when
    large.put(key("g"), new byte[3_000]);

    // then
    assertThat(tables.entries("large", 0)).isNull();
    assertThat(tables.bytes()).isZero();
    large.put(key("h"), new byte[1]);
    assertThat(tables.entries("large", 0)).isNull();
  }

  @Test
  void shouldHoldNoMemoryOfWhatItGaveUp() {
    // given tables that fit one by one, whose writers have them for as long as they run
    MemoryTables tables = new MemoryTables(ROOM);
    var writers = new ArrayList<Table>();
    var given = new ArrayList<WeakReference<byte[]>>();

    // when
    for (int i = 0; i < 20; i++) {
      byte[] value = new byte[(int) ROOM / 2];
      given.add(new WeakReference<>(value));
      var entries = new Scans.Few(List.of(KeyValue.pair(key("a"), value)).iterator());
      writers.add(tables.open("s" + i, 0, new Stored(1, () -> entries)));
    }

    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          System.gc();
          return given.stream().filter(one -> one.get() != null).count() <= 1;
        });
    assertThat(writers).hasSize(20);
    assertThat(tables.bytes()).isBetween(1L, ROOM);
  }

  @Test
  void shouldNotBeginWhatDoesNotFit() {
    // given
    MemoryTables tables = new MemoryTables(300);

    // when
    tables.open("s", 0, new Stored(1, () -> entries("a", "b", "c"))); // the estimate is wrong

    // then
    assertThat(tables.entries("s", 0)).isNull();
    assertThat(tables.bytes()).isZero();
  }

  @Test
  void shouldNotReadWhatWillNotFit() {
    // given
    MemoryTables tables = new MemoryTables(ROOM);

    // when
    tables.open("s", 0, unread(ROOM));

    // then
    assertThat(tables.entries("s", 0)).isNull();
  }

  @Test
  void shouldKeepNothingWithoutRoomAndReadNothing() {
    // given
    MemoryTables tables = new MemoryTables(0);

    // when
    Table table = tables.open("s", 0, unread(1));
    table.put(key("a"), new byte[1]);

    // then
    assertThat(tables.entries("s", 0)).isNull();
  }

  @Test
  void shouldLeaveTheTableOfTheNextWriterAlone() {
    // given
    MemoryTables tables = new MemoryTables(ROOM);
    Table first = tables.open("s", 0, stored("a"));
    Table second = tables.open("s", 0, stored("a", "b"));

    // when
    first.put(key("x"), new byte[1]);
    first.close();

    // then
    assertThat(texts(tables.entries("s", 0))).containsExactly("a=1", "b=1");
    second.close();
    assertThat(tables.bytes()).isZero();
  }

  private static Stored stored(String... keys) {
    return new Stored(keys.length, () -> entries(keys));
  }

  private static Stored unread(long entries) {
    return new Stored(
        entries,
        () -> {
          throw new AssertionError("read");
        });
  }

  private static KeyValueIterator<Bytes, byte[]> entries(String... keys) {
    var entries = new ArrayList<KeyValue<Bytes, byte[]>>();
    for (String key : keys) {
      entries.add(KeyValue.pair(key(key), new byte[] {'1'}));
    }
    return new Scans.Few(entries.iterator());
  }

  private static Bytes key(String text) {
    return Scans.utf8(text);
  }

  private static List<String> texts(KeyValueIterator<Bytes, byte[]> entries) {
    var texts = new ArrayList<String>();
    entries.forEachRemaining(entry -> texts.add(text(entry.key, entry.value)));
    return texts;
  }

  private static List<String> texts(
      @org.jspecify.annotations.Nullable NavigableMap<Bytes, byte[]> entries) {
    var texts = new ArrayList<String>();
    Objects.requireNonNull(entries).forEach((key, value) -> texts.add(text(key, value)));
    return texts;
  }

  private static String text(Bytes key, byte[] value) {
    return new String(key.get(), java.nio.charset.StandardCharsets.ISO_8859_1)
        + '='
        + new String(value, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
