package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With signatures asked for, what nobody vouches for is set aside and does nothing else. */
final class SignedIntakeTest {

  private static final String ITEM = Mutations.TYPE + ':' + Mutations.ITEM;
  private static final String KEYS =
      """
      berlin-1   berlin   sYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGk=
      hamburg-1  hamburg  0xGkYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA8=
      centre-1   *        T8nB5vE7zA0xGksYd1bp3pVQ3l1rM3rYhU6KqX9cQ2w=
      """;
  private static final String LATER =
      """
      berlin-2   berlin   Yd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGks=
      """;

  private final AtomicLong nanos = new AtomicLong();
  private Path file;
  private KeyFile keys;
  private TopologyHarness harness;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("keys"), KEYS);
    keys = KeyFile.open(file, nanos::get);
    harness =
        new TopologyHarness(
            folder.resolve("state"),
            EntityTypes.bundled(),
            EmbeddedRegistry.inMemory(),
            Signatures.required(new SignatureCheck(keys::keys)));
  }

  @AfterEach
  void streamGoesOn() {
    try {
      send("berlin", Mutations.create("berlin", 9, 7).build());
      assertThat(closed()).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
    } finally {
      harness.close();
    }
  }

  @Test
  void shouldDecideWhatIsSigned() {
    // when, also as another incarnation, and by the centre for a node
    send("berlin", Mutations.create("berlin", 1, 7).build());
    send("berlin", Mutations.add("berlin#2", 1, 1).build());
    send("central", Mutations.add("hamburg", 1, 1).build());
    // then
    assertThat(closed()).hasSize(3).allMatch(outcome -> outcome.getState() == OutcomeState.APPLIED);
  }

  @Test
  void shouldSetAsideWhatIsNotSignedAndLeaveTheVictimAlone() {
    // given a forged mutation with the number that the node will use next
    Mutation own = Mutations.create("berlin", 1, 7).build();
    Mutation forged = Mutations.create("berlin", 1, 999).setFloor(1).build();
    // when
    harness.send(forged);
    List<Outcome> toTheForged = closed();
    send("berlin", own);
    List<Outcome> toTheNode = closed();
    // then
    assertThat(toTheForged).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.UNSIGNED.name());
    assertThat(toTheNode).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
    assertThat(harness.entities(Mutations.TYPE).getLast().attributes().get("quantity"))
        .hasToString("Whole[value=7]");
    assertThat(harness.count(TopologyMetric.SIGNATURES_REFUSED)).isOne();
  }

  @Test
  void shouldRefuseANodeThatSpeaksForAnother() {
    // when
    send("hamburg", Mutations.create("berlin", 1, 7).build());
    // then
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.WRONG_SIGNER.name());
    assertThat(harness.count(TopologyMetric.SIGNATURES_REFUSED)).isOne();
  }

  @Test
  void shouldRefuseARecordedSignatureOfAnotherSequence() {
    // given
    var recorded = signed("berlin", Mutations.create("berlin", 1, 7).build());
    byte[] moved = harness.encode(Mutations.create("berlin", 2, 7).build());
    // when
    harness.sendRaw(ITEM, moved, new RecordHeaders(recorded.headers()));
    // then
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.BAD_SIGNATURE.name());
    assertThat(harness.count(TopologyMetric.SIGNATURES_REFUSED)).isOne();
  }

  @Test
  void shouldDropARecordedMutationThatComesAgain() {
    // given
    var recorded = signed("berlin", Mutations.create("berlin", 1, 7).build());
    harness.sendRaw(ITEM, recorded.value(), new RecordHeaders(recorded.headers()));
    assertThat(closed()).hasSize(1);
    // when
    harness.sendRaw(ITEM, recorded.value(), new RecordHeaders(recorded.headers()));
    // then
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).isEmpty();
    assertThat(harness.count(TopologyMetric.DUPLICATES)).isOne();
  }

  @Test
  void shouldRefuseARepetitionThatNobodyWouldRemember() {
    // given one without a sequence, of the centre
    Mutation mutation = Mutations.create("central", 0, 7).setFloor(0).build();
    var recorded = signed("central", mutation);
    harness.sendRaw(ITEM, recorded.value(), new RecordHeaders(recorded.headers()));
    assertThat(closed()).hasSize(1);
    // when
    harness.pass(Duration.ofDays(8));
    harness.sendRaw(ITEM, recorded.value(), new RecordHeaders(recorded.headers()));
    // then
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.STALE_SIGNATURE.name());
    assertThat(harness.count(TopologyMetric.SIGNATURES_REFUSED)).isOne();
  }

  @Test
  void shouldRefuseAnUnknownKeyUntilTheFileNamesIt() throws IOException {
    // given a node that has its next key before the centre has
    Path theirs = Files.writeString(file.resolveSibling("theirs"), LATER);
    MutationSigner early = signer("berlin", KeyFile.open(theirs, nanos::get));
    Mutation mutation = Mutations.create("berlin", 1, 7).build();
    send(early, mutation);
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.UNKNOWN_KEY.name());
    // when
    Files.writeString(file, KEYS + LATER);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    send(early, mutation);
    // then both keys hold
    assertThat(closed()).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
    send("berlin", Mutations.add("berlin", 2, 1).build());
    assertThat(closed()).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
  }

  @Test
  void shouldNotReleaseWhatNobodyVouchesFor() {
    // given
    Mutation forged = Mutations.create("berlin", 1, 999).build();
    harness.send(forged);
    assertThat(closed()).isEmpty();
    // when
    var take = Customers.onRecord("r1", Ruling.TAKE, 0, harness.encode(forged)).build();
    harness.sendRuling(ITEM, harness.encode(take));
    // then
    assertThat(closed())
        .singleElement()
        .returns("central", Outcome::getEdgeNodeId)
        .returns(Reason.UNSIGNED.name(), Outcome::getReason);
    assertThat(harness.entities(Mutations.TYPE)).isEmpty();
  }

  @Test
  void shouldNotWaitForARegistryForWhatNobodyVouchesFor() {
    // given a schema id that no registry knows
    byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(4711).putInt(1).array();
    // when
    harness.sendRaw(ITEM, value, new RecordHeaders());
    // then
    assertThat(closed()).isEmpty();
    assertThat(quarantined()).containsExactly(Reason.UNSIGNED.name());
  }

  private void send(String signer, Mutation mutation) {
    send(signer(signer.equals("central") ? "*" : signer, keys), mutation);
  }

  private void send(MutationSigner signer, Mutation mutation) {
    var signed = signer.sign(record(mutation));
    harness.sendRaw(ITEM, signed.value(), new RecordHeaders(signed.headers()));
  }

  private ProducerRecord<byte[], byte[]> signed(String signer, Mutation mutation) {
    return signer(signer.equals("central") ? "*" : signer, keys).sign(record(mutation));
  }

  private ProducerRecord<byte[], byte[]> record(Mutation mutation) {
    return new ProducerRecord<>(
        harness.topics().mutations(),
        ITEM.getBytes(StandardCharsets.UTF_8),
        harness.encode(mutation));
  }

  private static MutationSigner signer(String node, KeyFile from) {
    return MutationSigner.of(node, from, InstantSource.fixed(TopologyHarness.START));
  }

  private List<Outcome> closed() {
    harness.closeWindow();
    return harness.outcomes();
  }

  private List<String> quarantined() {
    return harness.records(harness.topics().quarantine()).stream()
        .map((TestRecord<String, byte[]> record) ->
            TopologyHarness.header(record, Headers.QUARANTINE_REASON))
        .toList();
  }
}
