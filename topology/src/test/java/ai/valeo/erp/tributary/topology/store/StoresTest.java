package ai.valeo.erp.tributary.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.intake.SequenceTrack;
import ai.valeo.erp.tributary.topology.store.Arrival.Trace;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Expired;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inbox, sequences and horizons over plain rows in memory. */
final class StoresTest {

  private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
  private KeyValueStore<Bytes, byte[]> rows;

  @BeforeEach
  void open() {
    rows =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("rows"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    rows.init(context.getStateStoreContext(), rows);
  }

  @AfterEach
  void close() {
    rows.close();
  }

  private static Arrival arrival(long offset, String value) {
    return new Arrival(
        offset,
        offset * 10,
        "key".getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        new Trace(null, "trace".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void shouldWriteNothingForWhatIsDecidedBeforeTheCommit() {
    // given
    var inbox = new InboxStore(rows);
    inbox.add(arrival(1, "a"));
    inbox.add(arrival(2, "b"));

    // when
    inbox.removeFirst(2);
    inbox.flushCache();

    // then
    assertThat(inbox.size()).isZero();
    assertThat(rows.approximateNumEntries()).isEqualTo(1);
    var next = new InboxStore(rows);
    assertThat(next.recover()).isEmpty();
    assertThat(next.position()).isEqualTo(3);
  }

  @Test
  void shouldTellRulingsFromMutations() {
    // given a ruling and a mutation of the same offset
    var inbox = new InboxStore(rows);
    var ruling = new Arrival(Arrival.Source.RULINGS, 2, 30, null, null, Trace.NONE);
    inbox.add(ruling);
    assertThat(inbox.position()).isZero();
    inbox.add(arrival(2, "b"));
    assertThat(inbox.position()).isEqualTo(2);

    // when
    inbox.flushCache();
    var next = new InboxStore(rows);

    // then
    assertThat(next.recover())
        .usingRecursiveComparison()
        .isEqualTo(List.of(arrival(2, "b"), ruling));
    next.removeFirst(2);
    next.flushCache();
    assertThat(new InboxStore(rows).recover()).isEmpty();
  }

  @Test
  void shouldKeepWhatASignatureWasFoundToBe() {
    // given
    var inbox = new InboxStore(rows);
    byte[] value = "v".getBytes(StandardCharsets.UTF_8);
    var signed = new Arrival.Proof(null, "", "berlin");
    var refused = new Arrival.Proof(Reason.BAD_SIGNATURE, "not of this record", null);
    for (var proof : List.of(signed, refused)) {
      long offset = 5 + inbox.size();
      inbox.add(new Arrival(Arrival.Source.MUTATIONS, offset, 7, value, value, Trace.NONE, proof));
    }

    // when
    inbox.flushCache();

    // then
    assertThat(new InboxStore(rows).recover())
        .extracting(Arrival::proof)
        .containsExactly(signed, refused);
  }

  @Test
  void shouldNoteWhatIsInQuarantineUntilItIsRuledOn() {
    // given
    var horizons = new ExpiryStore(rows);
    horizons.remember(Kind.QUARANTINED, "17-0-mutations", 1_000, new byte[] {1, 2});

    // then
    assertThat(horizons.note(Kind.QUARANTINED, "17-0-mutations", 999)).containsExactly(1, 2);
    assertThat(horizons.note(Kind.QUARANTINED, "17-0-mutations", 1_000)).isNull();
    assertThat(horizons.note(Kind.QUARANTINED, "18-0-mutations", 999)).isNull();
    horizons.forget(Kind.QUARANTINED, "17-0-mutations");
    assertThat(horizons.note(Kind.QUARANTINED, "17-0-mutations", 999)).isNull();
    assertThat(horizons.expire(2_000, 10)).isEmpty();
  }

  @Test
  void shouldLeaveToItsSuccessorWhatWaitsAtTheCommit() {
    // given
    var inbox = new InboxStore(rows);
    inbox.add(arrival(1, "a"));
    inbox.add(arrival(2, "b"));
    inbox.add(arrival(300, "c"));
    inbox.removeFirst(1);

    // when
    inbox.flushCache();
    List<Arrival> left = new InboxStore(rows).recover();

    // then
    assertThat(left)
        .usingRecursiveComparison()
        .isEqualTo(List.of(arrival(2, "b"), arrival(300, "c")));
  }

  @Test
  void shouldTakeOutRowsThatWereWrittenByAnEarlierCommit() {
    // given
    var inbox = new InboxStore(rows);
    inbox.add(arrival(1, "a"));
    inbox.flushCache();
    inbox.add(arrival(2, "b"));

    // when
    inbox.removeFirst(2);
    inbox.flushCache();

    // then
    assertThat(new InboxStore(rows).recover()).isEmpty();
  }

  @Test
  void shouldKeepRecordsWithoutKeyOrValue() {
    // given
    var nothing = new Arrival(5, 7, null, null, Trace.NONE);

    // when
    Arrival back = ArrivalCodec.decode(ArrivalCodec.key(nothing), ArrivalCodec.encode(nothing));

    // then
    assertThat(back).usingRecursiveComparison().isEqualTo(nothing);
  }

  @Test
  void shouldWriteSequencesOnceACommit() {
    // given
    var sequences = new SequenceStore(rows);
    for (long sequence = 1; sequence <= 500; sequence++) {
      sequences.put("berlin", sequences.get("berlin").admit(sequence, 1).next());
    }
    assertThat(rows.approximateNumEntries()).isZero();

    // when
    sequences.flushCache();
    SequenceTrack back = new SequenceStore(rows).get("berlin");

    // then
    assertThat(back).isEqualTo(sequences.get("berlin"));
    assertThat(back.contains(500)).isTrue();
    assertThat(back.contains(501)).isFalse();
  }

  @Test
  void shouldForgetWhatWasNotCommitted() {
    // given
    var sequences = new SequenceStore(rows);
    sequences.put("berlin", SequenceTrack.EMPTY.admit(1, 1).next());

    // when
    sequences.clearCache();

    // then
    assertThat(sequences.get("berlin")).isEqualTo(SequenceTrack.EMPTY);
  }

  @Test
  void shouldRememberForTheHorizonOnly() {
    // given
    var horizons = new ExpiryStore(rows);

    // when
    horizons.remember(Kind.MUTATION, "m1", 1_000);

    // then
    assertThat(horizons.isKnown(Kind.MUTATION, "m1", 999)).isTrue();
    assertThat(horizons.isKnown(Kind.MUTATION, "m1", 1_000)).isFalse();
    assertThat(horizons.isKnown(Kind.TOMBSTONE, "m1", 1)).isFalse();
    assertThat(horizons.isKnown(Kind.MUTATION, "m2", 1)).isFalse();
  }

  @Test
  void shouldExpireInOrderOfTimeAndNotBefore() {
    // given
    var horizons = new ExpiryStore(rows);
    horizons.remember(Kind.TOMBSTONE, "late", 3_000);
    horizons.remember(Kind.TOMBSTONE, "early", 1_000);
    horizons.remember(Kind.MUTATION, "middle", 2_000);
    horizons.remember(Kind.TOMBSTONE, "renewed", 1_500);
    horizons.remember(Kind.TOMBSTONE, "renewed", 9_000);

    // when
    List<Expired> first = horizons.expire(2_500, 2);
    List<Expired> then = horizons.expire(2_500, 10);

    // then
    assertThat(first).containsExactly(new Expired(Kind.TOMBSTONE, "early"));
    assertThat(then).containsExactly(new Expired(Kind.MUTATION, "middle"));
    assertThat(horizons.isKnown(Kind.TOMBSTONE, "renewed", 2_500)).isTrue();
    assertThat(horizons.expire(2_500, 10)).isEmpty();
  }
}
