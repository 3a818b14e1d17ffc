package ai.valeo.erp.tributary.schemas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Refused;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Signed;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Wired;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {

  private static final String SECRET_A = "sYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGk=";
  private static final String SECRET_B = "0xGkYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA8=";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String TOPIC = "tributary.mutations.v1";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void shouldKnowTheSignerOfARecord() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A, "b1 berlin " + SECRET_B);
    MutationSigner signer = signer("hamburg", file);
    // when
    ProducerRecord<byte[], byte[]> signed = signer.sign(record());
    // then
    assertThat(check(file, signed)).isEqualTo(new Signed("hamburg"));
  }

  @Test
  void shouldRefuseARecordWithoutASignature() throws IOException {
    assertThat(refusal(check(file("h1 hamburg " + SECRET_A), record()))).isEqualTo(Reason.UNSIGNED);
  }

  @Test
  void shouldRefuseASignatureThatIsMoved() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A, "h2 hamburg " + SECRET_A);
    ProducerRecord<byte[], byte[]> signed = signer("hamburg", file).sign(record());
    var elsewhere = record("other.mutations.v1", "Order:1", "value");
    var ofOtherEntity = record(TOPIC, "Order:2", "value");
    var withOtherValue = record(TOPIC, "Order:1", "valuf");
    var acrossBorders = record(TOPIC, "Order:", "1value");
    // when
    for (var moved : List.of(elsewhere, ofOtherEntity, withOtherValue, acrossBorders)) {
      signed.headers().forEach(moved.headers()::add);
      // then
      assertThat(refusal(check(file, moved))).isEqualTo(Reason.BAD_SIGNATURE);
    }
  }

  @Test
  void shouldRefuseASignatureUnderTheNameOfAnotherKey() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A, "b1 berlin " + SECRET_A);
    ProducerRecord<byte[], byte[]> signed = signer("hamburg", file).sign(record());
    // when
    signed.headers().remove(Headers.KEY_ID).add(Headers.KEY_ID, "b1".getBytes(UTF_8));
    // then
    assertThat(refusal(check(file, signed))).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void shouldRefuseAKeyThatIsNotKnown() throws IOException {
    // given
    KeyFile theirs = file("h1 hamburg " + SECRET_A);
    ProducerRecord<byte[], byte[]> signed = signer("hamburg", theirs).sign(record());
    // when / then
    KeyFile ours = file("b1 berlin " + SECRET_B);
    assertThat(refusal(check(ours, signed))).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void shouldAcceptAKeyOnlyInItsTime() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A + " 2026-11-21T00:00:00Z 2026-11-22T00:00:00Z");
    ProducerRecord<byte[], byte[]> signed = signer("hamburg", file).sign(record());
    // when / then
    var late = wired(signed, NOW.plus(Duration.ofDays(1)));
    assertThat(refusal(new SignatureCheck(file::keys).check(late)))
        .isEqualTo(Reason.KEY_NOT_IN_FORCE);
    assertThat(check(file, signed)).isEqualTo(new Signed("hamburg"));
  }

  @Test
  void shouldSignWithTheNewestKeyThatHolds() throws IOException {
    // given
    KeyFile file =
        file(
            "old hamburg " + SECRET_A,
            "new hamburg " + SECRET_B + " 2026-11-01T00:00:00Z",
            "next hamburg " + SECRET_B + " 2026-12-01T00:00:00Z");
    // when
    ProducerRecord<byte[], byte[]> signed = signer("hamburg", file).sign(record());
    // then
    assertThat(signed.headers().lastHeader(Headers.KEY_ID).value()).asString().isEqualTo("new");
  }

  @Test
  void shouldSignForEverybodyWithAKeyForThat() throws IOException {
    // given
    KeyFile file = file("c1 * " + SECRET_A);
    // when
    ProducerRecord<byte[], byte[]> signed = signer("import", file).sign(record());
    // then
    assertThat(check(file, signed)).isEqualTo(new Signed(SigningKey.ANY_NODE));
  }

  @Test
  void shouldNotSignWithoutAKeyThatHolds() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A + " 2027-01-01T00:00:00Z");
    // when / then
    MutationSigner signer = signer("hamburg", file);
    assertThatThrownBy(() -> signer.sign(record()))
        .isInstanceOf(KafkaException.class)
        .hasMessage("No signing key of hamburg holds now");
    assertThatThrownBy(() -> signer("berlin", file)).isInstanceOf(SettingsException.class);
  }

  @Test
  void shouldReadTheFileAgainWhenItHasChanged() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A);
    // when
    write("h1 hamburg " + SECRET_A, "h2 hamburg " + SECRET_B);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    // then
    assertThat(file.keys().size()).isEqualTo(2);
    assertThat(file.problem()).isNull();
  }

  @Test
  void shouldKeepItsKeysWhenTheFileIsBroken() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A);
    // when
    write("h1 hamburg short");
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    // then
    assertThat(file.keys().key("h1")).isNotNull();
    assertThat(file.problem()).contains("keys, line 1: secret: *** (expected: base64)");
  }

  @Test
  void shouldBeWellAgainWhenTheSameFileIsBack() throws IOException {
    // given
    KeyFile file = file("h1 hamburg " + SECRET_A);
    Path place = folder.resolve("keys");
    Path aside = place.resolveSibling("aside");
    Files.move(place, aside);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(file.problem()).isNotNull();
    // when
    Files.move(aside, place);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    // then
    assertThat(file.problem()).isNull();
    assertThat(file.keys().size()).isEqualTo(1);
  }

  @Test
  void shouldNameEveryBadLineWithoutItsSecret() {
    // when / then
    assertThatThrownBy(() ->
            SigningKeys.parse(
                List.of(
                    "# comment",
                    "h1 hamburg " + SECRET_A,
                    "h1 hamburg " + SECRET_B,
                    "h2 hamburg c2hvcnQ=",
                    "h3 hamburg " + SECRET_B + " tomorrow",
                    "h4 hamburg")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .noneMatch(problem -> problem.contains("c2hv") || problem.contains("0xGk"))
                    .anyMatch(problem -> problem.startsWith("line 3: h1 (expected: each id once)"))
                    .anyMatch(problem -> problem.startsWith("line 4: secret: 5 bytes")));
  }

  @Test
  void shouldLetANodeSpeakForItsIncarnationsOnly() {
    assertThat(SigningKey.maySpeak("hamburg", "hamburg")).isTrue();
    assertThat(SigningKey.maySpeak("hamburg", "hamburg#2")).isTrue();
    assertThat(SigningKey.maySpeak("hamburg", "hamburg2")).isFalse();
    assertThat(SigningKey.maySpeak("hamburg", "ham")).isFalse();
    assertThat(SigningKey.maySpeak("*", "hamburg")).isTrue();
  }

  private MutationSigner signer(String node, KeyFile file) {
    return MutationSigner.of(node, file, InstantSource.fixed(NOW));
  }

  private static SignatureCheck.Finding check(KeyFile file, ProducerRecord<byte[], byte[]> record) {
    return new SignatureCheck(file::keys).check(wired(record, NOW));
  }

  private static Wired wired(ProducerRecord<byte[], byte[]> record, Instant at) {
    return new Wired(
        record.topic(), at.toEpochMilli(), record.key(), record.value(), record.headers());
  }

  private static Reason refusal(SignatureCheck.Finding finding) {
    return ((Refused) finding).reason();
  }

  private static ProducerRecord<byte[], byte[]> record() {
    return record(TOPIC, "Order:1", "value");
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private KeyFile file(String... lines) throws IOException {
    return KeyFile.open(write(lines), nanos::get);
  }

  private Path write(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), String.join("\n", lines));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.plusNanos(nanos.get())));
  }
}
