package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import java.io.EOFException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SerdeFailuresTest {

  @ParameterizedTest
  @EnumSource(Code.class)
  void shouldBlameTheRecordOnlyForAnUnknownSchema(Code code) {
    var failure = new SerializationException("x", new RegistryException(code, "x"));

    assertThat(SerdeFailures.isRecordAtFault(failure)).isEqualTo(code == Code.UNKNOWN_SCHEMA);
  }

  @ParameterizedTest
  @MethodSource("corruption")
  void shouldBlameTheRecordForWhatCannotBeDecoded(Throwable failure) {
    assertThat(SerdeFailures.isRecordAtFault(failure)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void shouldNotBlameTheRecordForWhatOthersDid(Throwable failure) {
    assertThat(SerdeFailures.isRecordAtFault(failure)).isFalse();
  }

  static Stream<Throwable> corruption() {
    return Stream.of(
        new SerializationException("x"),
        new SerializationException("x", new EOFException()),
        new IllegalStateException("wrapped", new SerializationException("x")));
  }

  static Stream<Throwable> others() {
    return Stream.of(
        new SerializationException("x", new ConnectException("refused")),
        new SerializationException("x", new TimeoutException("x")),
        new TopicAuthorizationException("x"),
        new IllegalStateException("a bug"),
        new SerializationException("x", new OutOfMemoryError("x")));
  }
}
