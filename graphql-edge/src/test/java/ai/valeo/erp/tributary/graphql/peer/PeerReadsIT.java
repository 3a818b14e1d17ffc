package ai.valeo.erp.tributary.graphql.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.view.Awaited;
import ai.valeo.erp.tributary.graphql.view.Scan;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewsMovingException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of one instance whose partitions another one has, over real connections. */
class PeerReadsIT {

  private static final int PARTITIONS = 2;
  private static final String SECRET = "a secret of all instances";
  private static final Host ASKING = new Host("127.0.0.1", 1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PeerMetrics metrics = new PeerMetrics(meters);
  private final MemoryStores own = new MemoryStores(PARTITIONS).open(0);
  private final MemoryStores ownCopies = new MemoryStores(PARTITIONS);
  private final MemoryStores theirs = new MemoryStores(PARTITIONS).open(1);
  private final MemoryStores theirCopies = new MemoryStores(PARTITIONS);
  private final List<AutoCloseable> open = new ArrayList<>();
  private boolean areCopiesFresh = true;
  private PeerSettings.@Nullable Tls ownTls;
  private PeerSettings.@Nullable Tls theirTls;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void shouldAskTheOwnerOnceForAllThatIsAskedTogether() {
    // given
    for (int i = 0; i < 180; i++) {
      theirs.put(1, "k" + i, "v" + i);
    }
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    List<String> values =
        reads.read(stores -> {
          List<Awaited> asked = new ArrayList<>();
          for (int i = 0; i < 181; i++) {
            asked.add(stores.indexed(MemoryStores.STORE, 1, MemoryStores.bytes("k" + i)));
          }
          return asked.stream().map(one -> text(one.get())).toList();
        });

    // then
    assertThat(values).hasSize(181).startsWith("v0", "v1").endsWith("v179", "none");
    assertThat(meters.get(PeerMetric.CALLS.id()).tag("result", "ANSWERED").timer().count())
        .isEqualTo(1);
    assertThat(meters.get(PeerMetric.ASKED.id()).counter().count()).isEqualTo(181);
  }

  @Test
  void shouldReadAStretchInPiecesInBothDirections() {
    // given
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String key = "k%04d".formatted(i);
      keys.add(key);
      theirs.put(1, key, key);
    }
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    List<String> forward = reads.read(stores -> keys(stores, 1, range(false)));
    List<String> backward = reads.read(stores -> keys(stores, 1, range(true)));

    // then
    assertThat(forward).isEqualTo(keys);
    assertThat(backward).isEqualTo(keys.reversed());
  }

  @Test
  void shouldDeferWhatDoesNotFitIntoOneAnswer() {
    // given
    String large = "x".repeat(1 << 20);
    for (int i = 0; i < 12; i++) {
      theirs.put(1, "k" + i, large + i);
    }
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    List<String> values =
        reads.read(stores -> {
          List<Awaited> asked = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            asked.add(stores.indexed(MemoryStores.STORE, 1, MemoryStores.bytes("k" + i)));
          }
          return asked.stream().map(one -> text(one.get())).toList();
        });

    // then
    for (int i = 0; i < 12; i++) {
      assertThat(values.get(i)).isEqualTo(large + i);
    }
  }

  @Test
  void shouldRunAgainFromTheCopyWhenTheOwnerDoesNotHaveThePartition() {
    // given
    own.put(0, "a", "own");
    theirs.put(1, "b", "theirs");
    ownCopies.open(1).put(1, "b", "copy");
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    List<String> before = reads.read(stores -> both(stores));
    theirs.close(1);
    List<String> after = reads.read(stores -> both(stores));
    areCopiesFresh = false;

    // then
    assertThat(before).containsExactly("own", "theirs");
    assertThat(after).containsExactly("own", "copy");
    assertThatThrownBy(() -> reads.read(stores -> both(stores)))
        .isInstanceOf(ViewsMovingException.class);
    assertThat(meters.get(PeerMetric.UNAVAILABLE.id()).counter().count()).isEqualTo(1);
  }

  @Test
  void shouldReadTheCopyOfAnotherInstance() {
    // given
    own.put(0, "a", "own");
    theirCopies.open(0).put(0, "a", "copy");
    theirs.put(1, "b", "theirs");
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    own.close(0);

    // then
    assertThat(reads.<List<String>>read(stores -> both(stores))).containsExactly("copy", "theirs");
    assertThat(meters.get(PeerMetric.STANDBY_READS.id()).counter().count()).isEqualTo(1);
  }

  @Test
  void shouldNeverGiveAPartOfAListWhoseOtherPartIsNowhere() {
    // given
    own.put(0, "a", "own");
    theirs.put(1, "b", "theirs");
    RoutedReads reads = reads(SECRET, owners(1));

    // when
    theirs.close(1);

    // then
    assertThatThrownBy(() ->
            reads.read(stores -> {
              List<String> all = new ArrayList<>(keys(stores, 0, range(false)));
              all.addAll(keys(stores, 1, range(false)));
              return all;
            }))
        .isInstanceOf(ViewsMovingException.class);
  }

  @Test
  void shouldNotAnswerWhoDoesNotKnowTheSecret() {
    // given
    theirs.put(1, "b", "theirs");
    RoutedReads reads = reads("another secret altogether", owners(1));

    // then
    assertThatThrownBy(() -> reads.read(stores -> keys(stores, 1, range(false))))
        .isInstanceOf(ViewsMovingException.class);
    assertThat(meters.get(PeerMetric.REFUSED.id()).tag("reason", "SIGNATURE").counter().count())
        .isPositive();
  }

  @Test
  void shouldAskOverCertificatesOfOneAuthorityAndNothingElse(@TempDir Path folder)
      throws Exception {
    // given two instances without a secret, whose certificates one authority has signed
    var authority = new PeerCertificates(folder);
    theirTls = authority.signed("one", "ip:127.0.0.1");
    theirs.put(1, "b", "theirs");

    // then they hear each other
    ownTls = authority.signed("two", "ip:127.0.0.1");
    assertThat(reads("", owners(1)).<List<String>>read(stores -> keys(stores, 1, range(false))))
        .containsExactly("b");

    // and who vouches for itself, or does not encrypt, hears nothing
    ownTls = authority.ownWord("stranger");
    shouldHearNothing();
    ownTls = null;
    shouldHearNothing();
  }

  @Test
  void shouldNotAskAnInstanceUnderAnotherName(@TempDir Path folder) throws Exception {
    // given
    var authority = new PeerCertificates(folder);
    theirTls = authority.signed("one", "ip:10.0.0.9");
    ownTls = authority.signed("two", "ip:127.0.0.1");
    theirs.put(1, "b", "theirs");

    // then
    shouldHearNothing();
  }

  private void shouldHearNothing() {
    RoutedReads reads = reads("", owners(1));
    assertThatThrownBy(() -> reads.read(stores -> keys(stores, 1, range(false))))
        .isInstanceOf(ViewsMovingException.class);
  }

  @Test
  void shouldTakeSignaturesOfThisSecretAndThisMinuteOnly() {
    // given
    byte[] message = {1, 2, 3};
    Signature sender = new Signature(SECRET, InstantSource.system());
    String signed = sender.sign(message);

    // then
    assertThat(sender.isBy(signed, message)).isTrue();
    assertThat(sender.isBy(signed, new byte[] {1, 2, 4})).isFalse();
    assertThat(sender.isBy(null, message)).isFalse();
    assertThat(sender.isBy("soon:" + signed, message)).isFalse();
    InstantSource later =
        InstantSource.fixed(InstantSource.system().instant().plus(Duration.ofMinutes(5)));
    assertThat(new Signature(SECRET, later).isBy(signed, message)).isFalse();
  }

  @Test
  void shouldTellWhereAPartitionCanBeReadTheOwnerFirst() {
    // given
    Host other = new Host("10.0.0.2", 4001);
    Host third = new Host("10.0.0.3", 4001);
    TopicPartition place = new TopicPartition(MemoryStores.TOPIC, 0);
    Table table =
        new Table(
            ASKING,
            Map.of(place, other),
            Map.of(place, List.of(third, ASKING)),
            Set.of(other, third));

    // then
    assertThat(table.sources(MemoryStores.TOPIC, 0))
        .extracting(Source::host, Source::isStandby)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(other, false),
            org.assertj.core.groups.Tuple.tuple(other, true),
            org.assertj.core.groups.Tuple.tuple(ASKING, true),
            org.assertj.core.groups.Tuple.tuple(third, true));
    assertThat(table.sources(MemoryStores.TOPIC, 1)).isEmpty();
  }

  private RoutedReads reads(String secret, Consumer<Map<TopicPartition, Boolean>> theirPlaces) {
    PeerServer server =
        PeerServer.start(
            settings(theirTls == null ? SECRET : "", theirTls),
            InstantSource.system(),
            new PeerServer.Parts(theirs, standbys(theirCopies), () -> new byte[0], metrics));
    open.add(server);
    Peers peers =
        new Peers(settings(secret, ownTls), InstantSource.system(), System::nanoTime, metrics);
    open.add(peers);
    Host other = new Host("127.0.0.1", server.port());
    var places = new HashMap<TopicPartition, Boolean>();
    theirPlaces.accept(places);
    var owners = new HashMap<TopicPartition, Host>();
    var copies = new HashMap<TopicPartition, List<Host>>();
    places.forEach((place, areTheirs) -> {
      owners.put(place, areTheirs ? other : ASKING);
      copies.put(place, List.of(areTheirs ? ASKING : other));
    });
    Table table = new Table(ASKING, owners, copies, Set.of(other));
    return new RoutedReads(
        new RoutedReads.Parts(
            own,
            standbys(ownCopies),
            () -> table,
            Map.of(MemoryStores.STORE, MemoryStores.TOPIC),
            peers,
            metrics));
  }

  private static Consumer<Map<TopicPartition, Boolean>> owners(int theirPartition) {
    return places -> {
      for (int i = 0; i < PARTITIONS; i++) {
        places.put(new TopicPartition(MemoryStores.TOPIC, i), i == theirPartition);
      }
    };
  }

  private static PeerSettings settings(String secret, PeerSettings.@Nullable Tls tls) {
    Host any = new Host("127.0.0.1", 0);
    return new PeerSettings(
        any, any, secret, tls, Duration.ofSeconds(30), 8, Duration.ofSeconds(30));
  }

  private Standbys standbys(ViewStores copies) {
    return new Standbys() {
      @Override
      public ViewStores stores() {
        return copies;
      }

      @Override
      public boolean isFresh(String store, int partition) {
        return areCopiesFresh;
      }
    };
  }

  private static Scan.Range range(boolean isBackward) {
    return new Scan.Range(null, null, isBackward, 0, Long.MAX_VALUE);
  }

  private static List<String> keys(ViewStores stores, int partition, Scan.Range range) {
    Scan scan = new Scan(MemoryStores.STORE, Scan.Form.INDEX, partition, range, null, Scan.FEW);
    var keys = new ArrayList<String>();
    try (KeyValueIterator<Bytes, byte[]> entries = stores.scan(scan)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        keys.add(new String(entry.key.get(), StandardCharsets.UTF_8));
      }
    }
    return keys;
  }

  private static List<String> both(ViewStores stores) {
    Awaited first = stores.indexed(MemoryStores.STORE, 0, MemoryStores.bytes("a"));
    Awaited second = stores.indexed(MemoryStores.STORE, 1, MemoryStores.bytes("b"));
    return List.of(text(first.get()), text(second.get()));
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "none" : new String(value, StandardCharsets.UTF_8);
  }
}
